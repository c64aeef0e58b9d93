// Proves that an endpoint that answers badly, slowly or not at all is told as such, within the time given, and ends nothing.
// Cannot prove what a real network does; loopback resets at once.
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { fetchJsonObject } from "../../../../infra/callback-host/json-document.ts";

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  "/good": (response) => response.end('{"a":1}'),
  "/silent": () => {},
  "/stalls": (response) => response.writeHead(200, { "content-length": 100 }).write("{"),
  "/breaks": (response) => response.writeHead(200, { "content-length": 100 }).write("{", () => response.socket?.resetAndDestroy()),
  "/resets": (response) => response.socket?.resetAndDestroy(),
  "/endless": (response) => {
    const timer = setInterval(() => response.write("x".repeat(1_000)), 1);
    response.on("close", () => clearInterval(timer));
  },
  "/status": (response) => response.writeHead(503).end("{}"),
  "/text": (response) => response.end("<html>"),
};
const server = createServer((request, response) => void answers[request.url ?? ""]?.(response));
let origin: string;
before(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

async function fetchIt(url: string): Promise<string> {
  try {
    return JSON.stringify(await fetchJsonObject(url, 10_000, AbortSignal.timeout(500)));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "not an error";
  }
}

describe("a document", () => {
  for (const [path, expected] of [
    ["/good", '{"a":1}'],
    ["/silent", "DocumentUnavailable: no answer"],
    ["/stalls", "DocumentUnavailable: no answer"],
    ["/breaks", "DocumentUnavailable: no answer"],
    ["/resets", "DocumentUnavailable: no answer"],
    ["/endless", "DocumentUnavailable: larger than 10000 bytes"],
    ["/status", "DocumentUnavailable: status 503"],
    ["/text", "DocumentUnavailable: not JSON"],
  ] as const) {
    it(`at ${path}: ${expected}`, { timeout: 5_000 }, async (t: TestContext) => {
      t.assert.strictEqual(await fetchIt(`${origin}${path}`), expected);
    });
  }

  it("at an address whose scheme is in capitals", async (t: TestContext) => {
    t.assert.deepStrictEqual(await Promise.all([fetchIt(`${origin}/good`.replace("http", "HTTP")), fetchIt("HTTPS://127.0.0.1:1/")]), [
      '{"a":1}',
      "DocumentUnavailable: no answer",
    ]);
  });

  it("on a port where nobody listens: no answer", async (t: TestContext) => {
    t.assert.strictEqual(await fetchIt("http://127.0.0.1:1/"), "DocumentUnavailable: no answer");
  });
});
