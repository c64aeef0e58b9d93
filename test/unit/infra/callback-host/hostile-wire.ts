import type { HostFixture } from "./host-fixture.ts";
import { callbackPath, notification, toRequest } from "./host-fixture.ts";

/** Bytes on the wire and the statuses that come back. The rows follow hostile-and-faults.md, section 9, H. */
export interface WireCase {
  readonly title: string;
  readonly bytes: (fixture: HostFixture) => string | Buffer;
  readonly statuses: readonly number[];
  /** True where the host must close the connection. */
  readonly isClosed?: boolean;
  /** Half-closes after the bytes. */
  readonly finish?: boolean;
}

const closing = { isClosed: true } as const;
const start = `POST ${callbackPath} HTTP/1.1\r\nHost: x\r\n`;

function malformed(title: string, bytes: string | Buffer, statuses: readonly number[] = [400]): WireCase {
  return { title, bytes: () => bytes, statuses, ...closing };
}

function good(fixture: HostFixture, parts: Parameters<typeof toRequest>[0] = {}): Buffer {
  return toRequest({ authorization: `Bearer ${fixture.token()}`, ...parts });
}

function length(title: string, line: string): WireCase {
  return { title, bytes: (fixture) => good(fixture, { length: line }), statuses: [400], ...closing };
}

export const wireCases: readonly WireCase[] = [
  ...["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "PROPFIND"].map((method): WireCase => ({
    title: `${method} on the callback path (H1)`,
    bytes: () => `${method} ${callbackPath} HTTP/1.1\r\nHost: x\r\n\r\n`,
    statuses: [405],
  })),
  ...[
    "/",
    "/api/calls",
    `${callbackPath}/`,
    `/${callbackPath}`,
    callbackPath.toUpperCase(),
    "/api/calls/%63allback",
    "/api/x/../calls/callback",
    "/metrics",
  ].map((target): WireCase => ({ title: `the path ${target}`, bytes: (fixture) => good(fixture, { target, body: "" }), statuses: [404] })),
  { title: "a query on the callback path", bytes: (fixture) => good(fixture, { target: `${callbackPath}?a=b` }), statuses: [202] },
  { title: "an absolute target (H3)", bytes: (fixture) => good(fixture, { target: `http://x${callbackPath}`, body: "" }), statuses: [400] },
  { title: "an asterisk for a target", bytes: () => "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", statuses: [400] },
  malformed("CONNECT (H3)", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
  { title: "no Host (H4)", bytes: () => `GET ${callbackPath} HTTP/1.1\r\n\r\n`, statuses: [400] },
  { title: "two Hosts (H4)", bytes: (fixture) => good(fixture, { headers: ["Host: other"], body: "" }), statuses: [400] },
  { title: "a Host and an empty one (H4)", bytes: (fixture) => good(fixture, { headers: ["Host:"], body: "" }), statuses: [400] },
  { title: "HTTP/1.0 without Host", bytes: () => `GET ${callbackPath} HTTP/1.0\r\n\r\n`, statuses: [405], ...closing },
  length("Content-Length and Transfer-Encoding (H5)", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
  length("Transfer-Encoding and Content-Length (H5)", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
  length("two Content-Lengths (H6)", "Content-Length: 5\r\nContent-Length: 6"),
  ...["+5", "0x5", "-1", "5,5", "18446744073709551616", "5 5", "five"].map((value) =>
    length(`Content-Length ${value} (H6)`, `Content-Length: ${value}`),
  ),
  ...[
    "xchunked",
    "chunked, identity",
    "\x0bchunked",
    "gzip, chunked",
    "chunked, chunked",
    "identity",
    "chunked\r\nTransfer-Encoding: x",
  ].map((value) => length(`Transfer-Encoding ${JSON.stringify(value)} (H7)`, `Transfer-Encoding: ${value}`)),
  malformed("bare LF line ends (H9)", `POST ${callbackPath} HTTP/1.1\nHost: x\n\n`),
  malformed("a folded header (H9)", `${start}A: b\r\n c\r\n\r\n`),
  malformed("a space before the colon (H9)", `${start}A : b\r\n\r\n`),
  malformed("NUL in a header value (H9)", `${start}A: b\0c\r\n\r\n`),
  malformed("CR in a header value (H9)", `${start}A: b\rc\r\n\r\n`),
  malformed("a header line over 16 kB (H10, A40)", `${start}A: ${"x".repeat(17_000)}\r\n\r\n`, [431]),
  {
    title: "2,001 header lines (H10)",
    bytes: (fixture) => good(fixture, { headers: Array.from({ length: 2_001 }, () => "a:"), body: "" }),
    statuses: [431],
  },
  {
    title: "201 header lines",
    bytes: (fixture) => good(fixture, { headers: Array.from({ length: 201 }, () => "a:"), body: "" }),
    statuses: [431],
  },
  {
    title: "100 more header lines",
    bytes: (fixture) => good(fixture, { headers: Array.from({ length: 100 }, () => "a:") }),
    statuses: [202],
  },
  ...["h2c", "websocket"].map((protocol): WireCase => ({
    title: `Upgrade: ${protocol} (H17)`,
    bytes: (fixture) =>
      good(fixture, { headers: [`Upgrade: ${protocol}`, "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAAP__"] }),
    statuses: [202],
  })),
  malformed("HTTP/0.9 (H18)", "GET /\r\n\r\n"),
  malformed("HTTP/2 preface (H18)", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  malformed("HTTP/3.0 in the request line", `GET ${callbackPath} HTTP/3.0\r\nHost: x\r\n\r\n`),
  malformed("a TLS hello (H18)", Buffer.from("16030100c8010000c40303", "hex")),
  malformed("random bytes (H18)", Buffer.from("8f3a00ff17e2c4d5b6a79880717263545536271809fa0bdc", "hex")),
  malformed("a method nobody knows", `FETCH ${callbackPath} HTTP/1.1\r\nHost: x\r\n\r\n`),
  {
    title: "a body shorter than declared, then FIN (H19)",
    bytes: (fixture) => good(fixture, { length: "Content-Length: 5000" }),
    statuses: [400],
    finish: true,
    ...closing,
  },
  {
    title: "a whole request by a token never seen, then FIN",
    bytes: (fixture) => toRequest({ authorization: `Bearer ${fixture.token({ jti: "half-closed" })}` }),
    statuses: [202],
    finish: true,
  },
  {
    title: "a whole request by a token never seen, and what is none behind it",
    bytes: (fixture) =>
      Buffer.concat([toRequest({ authorization: `Bearer ${fixture.token({ jti: "followed" })}` }), Buffer.from("\0\0 what\r\n\r\n")]),
    statuses: [202],
    ...closing,
  },
  {
    title: "a refused request with its body, and a good one behind it (RFC 9112, 9.6)",
    bytes: (fixture) => Buffer.concat([toRequest({ authorization: "Bearer x.y.z" }), good(fixture)]),
    statuses: [401],
    ...closing,
  },
  {
    title: "a whole request by a token never seen, and one with a broken body behind it",
    bytes: (fixture) =>
      Buffer.concat([
        toRequest({ authorization: `Bearer ${fixture.token({ jti: "in order" })}` }),
        good(fixture, { body: "zz\r\n", length: "Transfer-Encoding: chunked" }),
      ]),
    statuses: [202, 400],
    ...closing,
  },
  {
    title: "a whole request by a token never seen, and CONNECT behind it",
    bytes: (fixture) =>
      Buffer.concat([
        toRequest({ authorization: `Bearer ${fixture.token({ jti: "tunnel" })}` }),
        Buffer.from("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
      ]),
    statuses: [202],
    ...closing,
  },
  {
    title: "a whole request by a token never seen, and one with an expectation nobody knows behind it",
    bytes: (fixture) =>
      Buffer.concat([
        toRequest({ authorization: `Bearer ${fixture.token({ jti: "expecting" })}` }),
        good(fixture, { headers: ["Expect: magic"] }),
      ]),
    statuses: [202, 417],
    ...closing,
  },
  {
    title: "a chunk size that is no number",
    bytes: (fixture) => good(fixture, { body: "zz\r\n", length: "Transfer-Encoding: chunked" }),
    statuses: [400],
    ...closing,
  },
  {
    title: "too large as declared: 413 before the first byte of the body (B18)",
    bytes: (fixture) => good(fixture, { body: "", length: `Content-Length: ${256 * 1024 + 1}`, headers: ["Expect: 100-continue"] }),
    statuses: [413],
    ...closing,
  },
  {
    title: "100 pipelined requests, in order (H15)",
    bytes: (fixture) => Buffer.concat(Array.from({ length: 100 }, () => good(fixture))),
    statuses: Array.from({ length: 100 }, () => 202),
  },
  {
    title: "pipelined GETs of three paths, in order",
    bytes: () => ["/health/live", "/none", callbackPath].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(""),
    statuses: [200, 404, 405],
  },
  { title: "an expectation nobody knows", bytes: (fixture) => good(fixture, { headers: ["Expect: magic"] }), statuses: [417] },
  {
    title: "a good chunked body with a trailer",
    bytes: (fixture) =>
      good(fixture, {
        length: "Transfer-Encoding: chunked",
        body: `${Buffer.byteLength(notification()).toString(16)}\r\n${notification()}\r\n0\r\nAuthorization: x\r\n\r\n`,
      }),
    statuses: [202],
  },
];
