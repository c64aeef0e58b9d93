// Which tenant and subscription a teardown looks into. The stack is played; that the CLI tells configuration and outputs is
// seen in the story `teardown`.
import { test, type TestContext } from "node:test";
import { readStackPlace } from "../../../../scripts/teardown/read-stack-place.ts";
import { outputs } from "../verify/verification-fixture.ts";

const { tenantId, subscriptionId } = outputs;
const stackWith = (values: Readonly<Record<string, unknown>>, isDeployed = true): Parameters<typeof readStackPlace>[0] => ({
  stackName: "dev",
  readConfiguration: () => Promise.resolve(values),
  outputs: () => Promise.resolve(isDeployed ? outputs : undefined),
});

test("the configuration says it; the outputs do where it is gone", async (t: TestContext) => {
  const place = { cloudName: "public", tenantId, subscriptionId };
  t.assert.deepStrictEqual(await readStackPlace(stackWith({ tenantId, subscriptionId }, false)), place);
  t.assert.deepStrictEqual(await readStackPlace(stackWith({})), place);
});

test("a configuration that was changed to another tenant and subscription is refused: they would know nothing", async (t: TestContext) => {
  const other = "99999999-9999-4999-8999-999999999999";
  await t.assert.rejects(readStackPlace(stackWith({ tenantId: other, subscriptionId: other })), {
    code: "DT_CONFIG_INVALID",
    saw: `dialtone:tenantId ${other}; dialtone:subscriptionId ${other}`,
    fix: `pulumi config set --stack dev tenantId ${tenantId}; pulumi config set --stack dev subscriptionId ${subscriptionId}`,
  });
});

test("where neither says it, it is asked for", async (t: TestContext) => {
  await t.assert.rejects(readStackPlace(stackWith({}, false)), {
    code: "DT_CONFIG_INVALID",
    saw: "neither its configuration nor its outputs name them",
  });
});
