/** Cannot prove: that the cloud accepts the result; test/e2e/cloud/stack.test.ts does. */
import { test, type TestContext } from "node:test";
import { mergeSeeds } from "../../../../scripts/rehearse/merge-seeds.ts";

test("a user of the file who is a callee of the stack is one person, named by the file and answering as the story says", (t: TestContext) => {
  t.assert.deepStrictEqual(
    mergeSeeds(
      { users: [{ objectId: "A", displayName: "Ada" }, { objectId: "b" }], operators: [{ objectId: "o", principalType: "User" }] },
      { users: [{ objectId: "a", calling: { kind: "busy", afterMs: 1 } }, { objectId: "c" }] },
    ),
    {
      users: [{ objectId: "a", displayName: "Ada", calling: { kind: "busy", afterMs: 1 } }, { objectId: "b" }, { objectId: "c" }],
      operators: [{ objectId: "o", principalType: "User" }],
    },
  );
});
