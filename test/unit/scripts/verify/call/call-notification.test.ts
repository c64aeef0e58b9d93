// Proves what is read of notification bodies in the shapes seen in public logs. Microsoft's next shape is not among them.
import { test, type TestContext } from "node:test";
import { parseCallChanges, toLifeOrder } from "../../../../../scripts/verify/call/call-notification.ts";

const toBody = (value: unknown): Uint8Array => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));

const shapes: readonly { readonly title: string; readonly item: object; readonly expected: readonly object[] }[] = [
  {
    title: "the documented shape",
    item: { resourceUrl: "/communications/calls/c1", resourceData: { state: "establishing", id: "c1", callChainId: "x" } },
    expected: [{ callId: "c1", state: "establishing", callChainId: "x", isAudioActive: false, result: undefined }],
  },
  {
    title: "resource without resourceUrl, odd case, codes as strings, subCode",
    item: { resource: "/app/calls/c1", resourceData: { state: "Terminated", resultInfo: { code: "487", subCode: "10004" } } },
    expected: [{ callId: "c1", state: "terminated", callChainId: "", isAudioActive: false, result: { code: 487, subcode: 10004 } }],
  },
  {
    title: "audio that flows",
    item: { resourceUrl: "/communications/calls/c1", resourceData: { state: "established", mediaState: { audio: "active" } } },
    expected: [{ callId: "c1", state: "established", callChainId: "", isAudioActive: true, result: undefined }],
  },
  {
    title: "an operation's result is not the call's",
    item: {
      resourceUrl: "/communications/calls/C1/operations/o",
      resourceData: { status: "completed", resultInfo: { code: 400, subcode: 8508 } },
    },
    expected: [{ callId: "C1", state: "", callChainId: "", isAudioActive: false, result: undefined }],
  },
  {
    title: "a roster is an array",
    item: { resourceUrl: "/communications/calls/c1/participants", resourceData: [{ id: "p" }] },
    expected: [{ callId: "c1", state: "", callChainId: "", isAudioActive: false, result: undefined }],
  },
  { title: "a notification that names no call is left out", item: { resourceData: { state: "established" } }, expected: [] },
];

for (const { title, item, expected } of shapes) {
  test(`reads ${title}`, (t: TestContext) => {
    t.assert.deepStrictEqual(parseCallChanges(toBody({ value: [item] })), expected);
  });
}

for (const body of ["", "not json", "null", "[]", '{"value":5}', '{"value":[null,5,[]]}']) {
  test(`finds nothing in ${JSON.stringify(body)}`, (t: TestContext) => {
    t.assert.deepStrictEqual(parseCallChanges(toBody(body)), []);
  });
}

test("puts states in the order of a call's life, once each, unknown ones last", (t: TestContext) => {
  t.assert.deepStrictEqual(toLifeOrder(["terminated", "established", "newState", "establishing", "established", ""]), [
    "establishing",
    "established",
    "terminated",
    "newState",
  ]);
});
