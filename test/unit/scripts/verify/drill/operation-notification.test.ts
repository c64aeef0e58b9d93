// Proves what is read of a media operation's end, in the shapes of the docs and of a public report.
// Cannot prove that Microsoft sends no other: what is not known counts as not played.
import { test, type TestContext } from "node:test";
import { parseOperationChanges, toOperationEnd, type OperationChange } from "../../../../../scripts/verify/drill/operation-notification.ts";

const read = (item: object): readonly OperationChange[] => parseOperationChanges(Buffer.from(JSON.stringify({ value: [item] })));
const address = "/communications/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5";

test("the docs' notification of a cancelled prompt is read whole", (t: TestContext) => {
  const resourceData = {
    "@odata.type": "#microsoft.graph.playPromptOperation",
    clientContext: "d45324c1",
    status: "Failed",
    completionReason: "operationCanceled",
    resultInfo: { code: "400", subCode: "8508", message: "Action failed, the operation was cancelled." },
  };
  t.assert.deepStrictEqual(read({ changeType: "deleted", resourceUrl: address, resourceData }), [
    {
      callId: "57DAB8B1894C409AB240BD8BEAE78896",
      type: "playPromptOperation",
      clientContext: "d45324c1",
      status: "failed",
      completionReason: "operationCanceled",
      result: { code: 400, subcode: 8508 },
    },
  ]);
});

test("what is about the call itself, a roster, or nothing is no operation", (t: TestContext) => {
  const others = [
    { resourceUrl: "/communications/calls/c" },
    { resourceUrl: "/communications/calls/c/participants", resourceData: [] },
    {},
  ];
  t.assert.deepStrictEqual([others.flatMap(read), parseOperationChanges(Buffer.from("no json"))], [[], []]);
});

for (const [name, given, end] of [
  ["completed with 200", { status: "completed", result: { code: 200, subcode: 0 } }, "played"],
  ["completed without a result", { status: "completed" }, "played"],
  ["cancelled by its subcode", { status: "failed", result: { code: 400, subcode: 8508 } }, "cancelled"],
  ["cancelled by its reason", { status: "completed", completionReason: "mediaOperationCanceled" }, "cancelled"],
  ["completed for an unknown reason: a prompt that was not fetched", { status: "completed", completionReason: "unknown" }, "failed"],
  ["completed with a result that is no 200", { status: "completed", result: { code: 500, subcode: 1 } }, "failed"],
  ["failed", { status: "failed" }, "failed"],
  ["in a status that nobody knows", { status: "beaming" }, "failed"],
] as const) {
  test(`an operation that is ${name} has ${end}`, (t: TestContext) => {
    const change: OperationChange = { callId: "c", type: "", clientContext: "", completionReason: "", result: undefined, ...given };
    t.assert.strictEqual(toOperationEnd(change), end);
  });
}
