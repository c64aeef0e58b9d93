import type { IncomingMessage } from "node:http";
import { maxNotificationBytes } from "../contract/notification-row.ts";
import { refusals } from "./refusal.ts";

/** Most header lines of a request, far below the 2,000 from which Node drops them silently. Microsoft and the ingress in front of us send about 30. */
export const maxHeaderLines = 200;

/**
 * Refuses what no honest sender sends, before anything else looks at the request: too many header lines, no or several
 * `Host`, a transfer coding other than chunked, a target that is not a path. Lines of one name arrive here joined by a comma (server.ts).
 * @throws Refusal 400, 431
 */
export function checkRequestHeaders(request: IncomingMessage): void {
  if (request.rawHeaders.length > maxHeaderLines * 2) throw refusals.headersTooLarge;
  const { host, "transfer-encoding": transferEncoding } = request.headers;
  if (host === undefined ? request.httpVersionMinor > 0 : host.includes(",")) throw refusals.malformed;
  if (!(request.url ?? "").startsWith("/")) throw refusals.malformed;
  if (transferEncoding !== undefined && transferEncoding.toLowerCase() !== "chunked") throw refusals.malformed;
}

/**
 * What a notification's headers declare, checked before its token: size, then kind. `undefined` for a body of
 * undeclared length, which is measured as it streams.
 * @throws Refusal 413, 415
 */
export function checkContentHeaders(request: IncomingMessage): number | undefined {
  const { "content-length": declared, "content-encoding": contentEncoding, "content-type": contentType } = request.headers;
  // Neither a length nor a transfer coding means no body (RFC 9112, 6.3).
  const bodyLength = request.headers["transfer-encoding"] === undefined ? Number(declared ?? 0) : undefined;
  if (bodyLength !== undefined && bodyLength > maxNotificationBytes) throw refusals.tooLarge;
  if (contentEncoding !== undefined) throw refusals.wrongContent;
  // An empty notification has no type to be wrong about (MST#14127).
  if (bodyLength === 0 && contentType === undefined) return 0;
  if (!isJson(contentType ?? "")) throw refusals.wrongContent;
  return bodyLength;
}

const quotedText = /"(?:[^"\\]|\\.)*"/g;

/** `application/json`, once, with any parameters; UTF-16 and UTF-32 are refused, of every other label the bytes decide (they must be UTF-8). */
function isJson(contentType: string): boolean {
  if (contentType === "application/json") return true;
  if (contentType.replaceAll(quotedText, "").includes(",")) return false;
  const [mediaType = "", ...parameters] = contentType.toLowerCase().split(";");
  if (mediaType.trim() !== "application/json") return false;
  return !parameters.some((parameter) => /^\s*charset\s*=\s*"?\s*utf[-_]?(?:16|32)/.test(parameter));
}
