import { callingIssuer, callbackPath, clientId, notification, startMs, tenantId, toRequest } from "./host-fixture.ts";
import type { HostFixture, RequestParts } from "./host-fixture.ts";

/** What no table lists: requests of our own invention, and the answers that the house rules of hostile-and-faults.md, section 9, decide. */
export interface Invention {
  readonly title: string;
  readonly status: number;
  readonly bytes: (fixture: HostFixture) => Buffer;
}

const nowSeconds = startMs / 1000;

function good(title: string, status: number, parts: RequestParts = {}): Invention {
  return { title, status, bytes: (fixture) => toRequest({ authorization: `Bearer ${fixture.token()}`, ...parts }) };
}

function body(title: string, status: number, bytes: string | Buffer): Invention {
  return good(title, status, { body: bytes });
}

function item(title: string, status: number, json: string): Invention {
  return body(title, status, `{"value":[${json}]}`);
}

function header(title: string, status: number, line: string): Invention {
  return good(title, status, { headers: [line] });
}

function chunked(title: string, status: number, bytes: string): Invention {
  return good(title, status, { body: bytes, length: "Transfer-Encoding: chunked" });
}

function token(title: string, status: number, claims: Record<string, unknown>, tokenHeader: Record<string, unknown> = {}): Invention {
  return { title, status, bytes: (fixture) => toRequest({ authorization: `Bearer ${fixture.token(claims, tokenHeader)}` }) };
}

function replaced(title: string, status: number, from: string, to: string): Invention {
  return {
    title,
    status,
    bytes: (fixture) => Buffer.from(good("", 0).bytes(fixture).toString("latin1").replace(from, to), "latin1"),
  };
}

const whole = `${Buffer.byteLength(notification()).toString(16)}\r\n${notification()}\r\n`;
const overlong = Buffer.concat([Buffer.from('{"value":[{"resource":"/app/calls/'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}]}')]);

export const inventions: readonly Invention[] = [
  { title: "the same good Authorization twice", status: 401, bytes: (f) => withLine(f, `Authorization: Bearer ${f.token()}`) },
  header("two Content-Types that agree", 415, "Content-Type: application/json"),
  header("Content-Encoding: identity", 415, "Content-Encoding: identity"),
  header("an expectation nobody knows beside one that we do", 417, "Expect: 100-continue, x"),
  header("an expectation in capitals", 202, "Expect: 100-CONTINUE"),
  header("a connection that names its own length as hop-by-hop", 202, "Connection: content-length, authorization"),
  header("X-Original-URL beside the right path", 202, "X-Original-URL: /none"),
  good("X-Original-URL beside the wrong path", 404, { target: "/none", body: "", headers: [`X-Original-URL: ${callbackPath}`] }),
  good("GET that says it is POST", 405, { method: "GET", body: "", headers: ["X-HTTP-Method-Override: POST"] }),
  ...["", "application/json, text/plain", "application/vnd.api+json", "application/json-seq"].map((contentType) =>
    good(`Content-Type ${JSON.stringify(contentType)}`, 415, { contentType }),
  ),
  ...[
    "APPLICATION/JSON",
    "application/json ;charset=UTF-8",
    "application/json; charset=ucs-2",
    'application/json; a="b, c"; d=e',
    'application/json; a="b\\", c"',
  ].map((contentType) => good(`Content-Type ${JSON.stringify(contentType)}`, 202, { contentType })),
  ...['application/json; a="b", text/plain', 'application/json; a="b, c'].map((contentType) =>
    good(`Content-Type ${JSON.stringify(contentType)}`, 415, { contentType }),
  ),
  ...[`${callbackPath}%00`, `${callbackPath};x=1`, `${callbackPath}#x`].map((target) => good(`the path ${target}`, 404, { target })),
  good("a query of 20 kB", 431, { target: `${callbackPath}?${"a".repeat(20_000)}` }),
  replaced("HTTP/1.2", 400, "HTTP/1.1", "HTTP/1.2"),
  replaced("an empty line before the request", 202, "POST", "\r\nPOST"),
  chunked("a chunk extension", 202, whole.replace("\r\n", ";a=b\r\n").concat("0\r\n\r\n")),
  chunked("a chunk extension of 20 kB", 413, `5;${"a".repeat(20_000)}\r\nhello\r\n0\r\n\r\n`),
  chunked("a chunk size beyond 64 bits", 400, "ffffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
  chunked("a trailer of 20 kB", 431, `${whole}0\r\nX: ${"a".repeat(20_000)}\r\n\r\n`),
  {
    title: "a good token in a trailer only",
    status: 401,
    bytes: (fixture) =>
      toRequest({
        authorization: undefined,
        body: `${whole}0\r\nAuthorization: Bearer ${fixture.token()}\r\n\r\n`,
        length: "Transfer-Encoding: chunked",
      }),
  },
  body("UTF-16 with its mark", 400, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(notification(), "utf16le")])),
  body("UTF-16 without a mark", 400, Buffer.from(notification(), "utf16le")),
  body("UTF-8 of too many bytes", 400, overlong),
  body("the key value twice: the last counts", 202, '{"value":5,"value":[{"resource":"/app/calls/a"}]}'),
  body("the key value twice, the last no list", 400, '{"value":[{"resource":"/app/calls/a"}],"value":5}'),
  body("value behind __proto__", 400, '{"__proto__":{"value":[{"resource":"/app/calls/a"}]}}'),
  body("value that looks like a list", 400, '{"value":{"0":{"resource":"/app/calls/a"},"length":1}}'),
  item("NaN", 400, '{"resource":"/app/calls/a","n":NaN}'),
  item("numbers beyond every double", 202, '{"resource":"/app/calls/a","n":1e400,"m":-0,"k":123456789012345678901234567890}'),
  item("a lone surrogate, escaped", 400, '{"resource":"/app/calls/\\ud800"}'),
  item("a path that leaves calls, encoded", 400, '{"resource":"/app/calls/%2e%2e/x"}'),
  item("a path with backslashes", 400, '{"resource":"/app/calls\\\\..\\\\x"}'),
  item("an empty path", 400, '{"resource":""}'),
  item("an id that is a number", 400, '{"resource":"/app/calls/a","resourceData":{"id":5}}'),
  item("a call named constructor", 202, '{"resource":"/app/calls/constructor","resourceData":{"state":"toString"}}'),
  item("a state that would start a log line", 202, '{"resource":"/app/calls/a","resourceData":{"state":"a\\n{\\"level\\":60}"}}'),
  token("aud as a list in a list", 401, { aud: [[clientId]] }),
  token("aud as an object that looks like a list", 401, { aud: { 0: clientId, length: 1 } }),
  token("exp as text", 401, { exp: `${nowSeconds + 100}` }),
  token("exp with a fraction", 202, { exp: nowSeconds + 100.5 }),
  ...[-1, 0, 1e21].map((exp) => token(`exp ${exp}`, 401, { exp })),
  ...[null, {}, "1"].map((nbf) => token(`nbf ${JSON.stringify(nbf)}`, 401, { nbf })),
  token("an issuer with NUL behind it", 401, { iss: `${callingIssuer}\0` }),
  token("a tenant in a list", 403, { tid: [tenantId] }),
  token("an empty crit", 401, {}, { crit: [] }),
  token("b64 true", 401, {}, { b64: true }),
  token("a kid that is a path to ours", 401, {}, { kid: "../key-1" }),
  token("alg with a space", 401, {}, { alg: "RS256 " }),
  token(
    "addresses and keys beside the real signature: never read",
    202,
    {},
    { jku: "http://127.0.0.1:1/", x5c: ["AA"], jwk: { kty: "RSA" } },
  ),
];

function withLine(fixture: HostFixture, line: string): Buffer {
  return toRequest({ authorization: `Bearer ${fixture.token()}`, headers: [line] });
}
