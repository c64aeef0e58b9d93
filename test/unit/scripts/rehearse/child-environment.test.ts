/** Cannot prove: that no variable of a tool nobody here knows points elsewhere; tests run with the network closed. */
import { test, type TestContext } from "node:test";
import { createChildEnvironment } from "../../../../scripts/rehearse/child-environment.ts";

test("sign-ins, engine settings, proxies and trust of the person at the keyboard reach no child", (t: TestContext) => {
  const environment = createChildEnvironment({
    PATH: "/bin",
    HOME: "/home/someone",
    ARM_CLIENT_SECRET: "x",
    AZURE_TENANT_ID: "x",
    PULUMI_ACCESS_TOKEN: "x",
    PULUMI_CONFIG_PASSPHRASE: "x",
    DIALTONE_REHEARSAL_CLOUD: "x",
    NODE_EXTRA_CA_CERTS: "x",
    HTTPS_PROXY: "x",
    http_proxy: "x",
    IDENTITY_ENDPOINT: "x",
  });
  t.assert.deepStrictEqual(environment, { PATH: "/bin", HOME: "/home/someone" });
});
