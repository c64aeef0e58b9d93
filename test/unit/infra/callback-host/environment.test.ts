// Proves that a wrong environment is named whole before the host starts. Cannot prove that infra sets it; the rehearsal does.
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { InvalidEnvironment, loadHostSettings } from "../../../../infra/callback-host/environment.ts";

const guid = "11111111-1111-4111-8111-111111111111";
const openIdConfigurationUrl = "https://keys.example/configuration";
const environment = {
  HOST_PORT: "8080",
  HOST_CLIENT_ID: guid,
  HOST_TENANT_IDS: `${guid},22222222-2222-4222-8222-222222222222`,
  HOST_TOKEN_AUTHORITIES: JSON.stringify([{ issuer: "https://issuer.example", openIdConfigurationUrl }]),
  HOST_CALLBACK_PATH: "/api/calls/callback",
  HOST_TABLE_ENDPOINT: "https://account.table.core.windows.net/",
  HOST_TABLE_NAME: "notifications",
  HOST_STACK: "dev",
  AZURE_CLIENT_ID: guid,
  IDENTITY_ENDPOINT: "http://localhost:42356/msi/token",
  IDENTITY_HEADER: "x",
};

function problemsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    loadHostSettings({ ...environment, ...changes });
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.problems;
    throw error;
  }
}

describe("the environment", () => {
  it("becomes settings", (t: TestContext) => {
    t.assert.deepStrictEqual(loadHostSettings(environment), {
      port: 8080,
      clientId: guid,
      tenantIds: new Set([guid, "22222222-2222-4222-8222-222222222222"]),
      tokenAuthorities: [{ issuer: "https://issuer.example", openIdConfigurationUrl }],
      callbackPath: "/api/calls/callback",
      tableEndpoint: "https://account.table.core.windows.net/",
      tableName: "notifications",
      stackName: "dev",
      managedIdentityClientId: guid,
    });
  });

  it("that is empty is named whole, variable by variable", (t: TestContext) => {
    const missing = Object.fromEntries(Object.keys(environment).map((name) => [name, undefined]));
    t.assert.deepStrictEqual(
      problemsOf(missing).map((problem) => problem.split(" ").slice(0, 3).join(" ")),
      Object.keys(environment).map((name) => `${name} is missing;`),
    );
  });

  for (const [name, values] of Object.entries({
    HOST_PORT: ["0", "65536", "8080x", "-1"],
    HOST_CLIENT_ID: ["x", guid.toUpperCase().replaceAll("1", "A"), `${guid} `],
    HOST_TENANT_IDS: ["x", `${guid},`, `${guid}, ${guid}`],
    HOST_TOKEN_AUTHORITIES: [
      "x",
      "{}",
      "[]",
      "[null]",
      '[{"issuer":"x"}]',
      JSON.stringify([{ issuer: "", openIdConfigurationUrl }]),
      JSON.stringify([{ issuer: "x", openIdConfigurationUrl: "http://keys.example" }]),
      JSON.stringify([
        { issuer: "x", openIdConfigurationUrl },
        { issuer: "x", openIdConfigurationUrl },
      ]),
    ],
    HOST_CALLBACK_PATH: ["callback", "/", "//x", "/a/../b", "/health/ready", "/a?b"],
    HOST_TABLE_ENDPOINT: ["http://account.example", "account.example"],
    HOST_TABLE_NAME: ["1x", "a", "a-b"],
    AZURE_CLIENT_ID: ["system"],
  })) {
    for (const value of values) {
      it(`with ${name}=${value} has one problem, which names it`, (t: TestContext) => {
        t.assert.deepStrictEqual(
          problemsOf({ [name]: value }).map((problem) => problem.split(" ")[0]),
          [name],
        );
      });
    }
  }
});
