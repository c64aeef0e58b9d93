import type { ServerResponse } from "node:http";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./operation.ts";
import type { PlaneEnvelope, RequestFacts } from "./plane-envelope.ts";

/** Writes a reply in the plane's dress, or drops the connection, or keeps it and says nothing; returns what the transcript keeps of it. */
export function sendReply(
  response: ServerResponse,
  reply: Reply | "drop" | "hold",
  envelope: PlaneEnvelope,
  facts: RequestFacts,
): Pick<Exchange, "status" | "responseHeaders" | "responseBody"> {
  if (reply === "drop" || reply === "hold") {
    if (reply === "drop") response.destroy();
    return { status: 0, responseHeaders: {}, responseBody: new Uint8Array() };
  }
  const bytes = reply.bytes ?? (reply.json === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(reply.json)));
  const isBodyless = reply.status === 204 || reply.status === 304;
  const headers: Record<string, string> = {
    ...envelope.headers(facts),
    date: new Date(facts.wallMs).toUTCString(),
    ...(reply.json === undefined ? {} : { "content-type": envelope.contentType }),
    ...reply.headers,
    ...(isBodyless ? {} : { "content-length": String(bytes.length) }),
  };
  response.writeHead(reply.status, headers);
  response.end(facts.method === "HEAD" || isBodyless ? undefined : bytes);
  return { status: reply.status, responseHeaders: headers, responseBody: bytes };
}
