// Proves that Microsoft's error envelopes are read as they were seen in public. Others fall through to empty members.
import { test, type TestContext } from "node:test";
import { parseWireError } from "../../../../scripts/lib/wire-error.ts";

const empty = { code: "", message: "", requestId: "", clientRequestId: "", date: "" };
const bodies: readonly (readonly [title: string, text: string, headers: Record<string, string>, expected: object])[] = [
  [
    "a numeric code of the calling service",
    '{"error":{"code":"7507","message":"m","innerError":{"date":"d","request-id":"r","client-request-id":"c"}}}',
    { "request-id": "other" },
    { code: "7507", message: "m", requestId: "r", clientRequestId: "c", date: "d" },
  ],
  [
    "a code inside a JSON string",
    '{"error":{"code":"UnknownError","message":"{\\"errorCode\\":\\"7503\\",\\"message\\":\\"m\\",\\"instanceAnnotations\\":[]}"}}',
    { "request-id": "r" },
    { ...empty, code: "7503", message: "m", requestId: "r" },
  ],
  [
    "ARM's",
    '{"error":{"code":"ResourceNotFound","message":"m"}}',
    { "x-ms-request-id": "r" },
    { ...empty, code: "ResourceNotFound", message: "m", requestId: "r" },
  ],
  [
    "table storage's",
    '{"odata.error":{"code":"TableNotFound","message":{"lang":"en","value":"m"}}}',
    {},
    { ...empty, code: "TableNotFound", message: "m" },
  ],
  ["a proxy's page", "<html>", {}, empty],
  ["nothing", "", {}, empty],
];
for (const [title, text, headers, expected] of bodies) {
  test(`reads ${title}`, (t: TestContext) => {
    t.assert.deepStrictEqual(parseWireError(text, new Headers(headers)), expected);
  });
}
