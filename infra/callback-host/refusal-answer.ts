import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refusal } from "./refusal.ts";

/** How long, and how many bytes of, a refused body are thrown away before the connection closes: closing at once would reset it and lose the answer. */
const lingerMs = 1_000;
const lingerBytes = 1024 * 1024;

/**
 * Answers a refused request: status, headers, empty body. A request whose body is still on its way costs its
 * connection; none of that body is kept.
 */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const headers = { ...refusal.headers, "content-length": 0 };
  if (!hasBodyOnItsWay(request)) {
    response.writeHead(refusal.status, headers).end();
    return;
  }
  // server.ts sees by it that this answer is the connection's last.
  response.shouldKeepAlive = false;
  response.writeHead(refusal.status, { ...headers, connection: "close" });
  // The whole answer is on the wire now; `end` would close the connection.
  response.flushHeaders();
  throwAway(request, () => response.end());
}

function hasBodyOnItsWay(request: IncomingMessage): boolean {
  if (request.complete) return false;
  const { "content-length": declared, "transfer-encoding": transferEncoding } = request.headers;
  return transferEncoding !== undefined || (declared !== undefined && Number(declared) > 0);
}

function throwAway(request: IncomingMessage, finish: () => void): void {
  const timer = setTimeout(finish, lingerMs);
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > lingerBytes) finish();
  });
  request.once("end", finish);
  request.once("error", finish);
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
