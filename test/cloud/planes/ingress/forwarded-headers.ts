import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The request's headers as the app sees them: `x-forwarded-proto` is overwritten, the sender's address is appended to
 * `x-forwarded-for`, the rest passes through with the Host that was asked for.
 * Source: https://learn.microsoft.com/azure/container-apps/ingress-overview (HTTP headers), read 2026-11-25; `x-request-id`
 * is Envoy's, ASSUMED to be kept when the client sends one.
 */
export function toUpstreamHeaders(request: IncomingMessage, requestId: string): Record<string, string | string[]> {
  const headers = withoutHopByHop(request.headers);
  const sender = (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
  const before = request.headers["x-forwarded-for"];
  const chunked = request.headers["transfer-encoding"] !== undefined;
  return {
    "x-request-id": requestId,
    ...headers,
    ...(chunked ? { "transfer-encoding": "chunked" } : {}),
    "x-forwarded-proto": "https",
    "x-forwarded-for": before === undefined ? sender : `${String(before)},${sender}`,
  };
}

/** End-to-end headers only. */
export function withoutHopByHop(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set(
    (headers.connection ?? "")
      .toLowerCase()
      .split(",")
      .map((name) => name.trim()),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !hopByHop.has(entry[0]) && !named.has(entry[0]),
    ),
  );
}

/** One string a header, for the transcript. */
export function toFlatHeaders(headers: IncomingHttpHeaders | Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
