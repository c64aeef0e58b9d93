/** What a stack's configuration puts into the cloud. Cannot prove: what the program makes of it. */
import { test, type TestContext } from "node:test";
import { createStackPlan } from "../../../../scripts/rehearse/stack-plan.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const callee = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";
const operator = "fc720212-cf68-4c53-9035-4f47a9358f5b";
const owner = "3f0e8d1c-0009-4aaa-8bbb-000000000009";
const directory = createTemporaryDirectory();
const plan = (overrides: Record<string, unknown>) => createStackPlan({ stackName: "dev", overrides, scenarioCloud: {}, directory });

test("callees, operators and owners are in the directory, each once and in lower case", (t: TestContext) => {
  const { seed, operatorObjectId, tenantId } = plan({
    tenantId: "C1029D34-1045-479A-A161-47A4B8548948",
    callees: [callee, callee.toUpperCase()],
    operators: [
      { objectId: operator.toUpperCase(), principalType: "User" },
      { objectId: operator, principalType: "User" },
    ],
    owners: [owner, callee, operator],
  });
  t.assert.deepStrictEqual(
    { seed, operatorObjectId, tenantId },
    {
      seed: { users: [{ objectId: callee }, { objectId: owner }], operators: [{ objectId: operator, principalType: "User" }] },
      operatorObjectId: operator,
      tenantId: "c1029d34-1045-479a-a161-47a4b8548948",
    },
  );
});

test("what is malformed is left to the program, which reports it", (t: TestContext) => {
  const { seed } = plan({
    callees: ["+4712345678", 42],
    operators: [{ objectId: operator, principalType: "Robot" }, "x"],
    owners: "nobody",
  });
  t.assert.deepStrictEqual(seed, { users: [], operators: [] });
});

test("a story that sets consent itself is not taken for a stack that leaves it to a person", (t: TestContext) => {
  t.assert.strictEqual(plan({ consent: "manual" }).isConsentLeftToPerson, false);
});
