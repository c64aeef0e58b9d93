import { callbackPath, notification, toRequest } from "./host-fixture.ts";
import { mutateBytes } from "./random.ts";
import type { Random } from "./random.ts";

const lines = [
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: xchunked",
  "Content-Length: 0",
  "Content-Length: 7",
  "Content-Length: 99999999999",
  "Content-Encoding: gzip",
  "Expect: 100-continue",
  "Connection: close",
  "Connection: Upgrade",
  "Upgrade: h2c",
  "Host: other",
  "Content-Type: text/plain",
  "Trailer: X",
  " folded",
  "Bad Header: 1",
  `X: ${"x".repeat(17_000)}`,
];

/** A request as bytes, with a good token in it, broken on the level of HTTP. */
export function toFuzzedRequest(random: Random, goodToken: string): Buffer {
  const body = notification(random.text(3), { at: random.next() });
  const chunked = `${random.pick([Buffer.byteLength(body), 5, 0, 99_999]).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const isChunked = random.chance(0.25);
  const request = toRequest({
    method: random.pick(["POST", "POST", "POST", "POST", "GET", "PUT", "CONNECT", "post", "\u0001"]),
    target: random.pick([
      callbackPath,
      callbackPath,
      callbackPath,
      "/health/ready",
      "/",
      "*",
      `http://x${callbackPath}`,
      `${callbackPath}/..`,
    ]),
    authorization: `Bearer ${goodToken}`,
    body: isChunked ? chunked : body,
    ...(isChunked ? { length: "Transfer-Encoding: chunked" } : {}),
    headers: random.chance(0.4) ? [random.pick(lines)] : [],
  });
  let bytes: Buffer = request;
  for (let count = random.below(4); count > 0; count -= 1) bytes = mutateBytes(random, bytes);
  if (random.chance(0.1)) bytes = Buffer.concat([bytes, request]);
  if (random.chance(0.05)) bytes = random.bytes(random.below(200));
  return bytes;
}
