import type { IncomingMessage } from "node:http";
import { maxNotificationBytes } from "../contract/notification-row.ts";
import { refusals } from "./refusal.ts";

/** Most header lines of a request, far below the 2,000 from which Node drops them silently. Microsoft and the ingress in front of us send about 30. */
export const maxHeaderLines = 200;

/** Lines of the headers of which one is right and two are not; node:http itself keeps the first of them and says nothing. */
export interface HeaderLines {
  readonly hosts: number;
  readonly authorizations: number;
  readonly contentTypes: number;
}

/**
 * Refuses what no honest sender sends, before anything else looks at the request: too many header lines, no or several
 * `Host`, a transfer coding other than chunked, a target that is not a path.
 * @throws Refusal 400, 431
 */
export function checkRequestHeaders(request: IncomingMessage): HeaderLines {
  if (request.rawHeaders.length > maxHeaderLines * 2) throw refusals.headersTooLarge;
  const lines = countLines(request.rawHeaders);
  if (lines.hosts > 1 || (lines.hosts === 0 && request.httpVersionMinor > 0)) throw refusals.malformed;
  if (!(request.url ?? "").startsWith("/")) throw refusals.malformed;
  const transferEncoding = request.headers["transfer-encoding"];
  if (transferEncoding !== undefined && transferEncoding.toLowerCase() !== "chunked") throw refusals.malformed;
  return lines;
}

/**
 * What a notification's headers declare, checked before its token: size, then kind. `undefined` for a body of
 * undeclared length, which is measured as it streams.
 * @throws Refusal 413, 415
 */
export function checkContentHeaders(request: IncomingMessage, { contentTypes }: HeaderLines): number | undefined {
  const { "content-length": declared, "content-encoding": contentEncoding, "content-type": contentType } = request.headers;
  // Neither a length nor a transfer coding means no body (RFC 9112, 6.3).
  const bodyLength = request.headers["transfer-encoding"] === undefined ? Number(declared ?? 0) : undefined;
  if (bodyLength !== undefined && bodyLength > maxNotificationBytes) throw refusals.tooLarge;
  if (contentEncoding !== undefined) throw refusals.wrongContent;
  // An empty notification has no type to be wrong about (MST#14127).
  if (bodyLength === 0 && contentType === undefined) return 0;
  if (contentTypes !== 1 || !isJson(contentType ?? "")) throw refusals.wrongContent;
  return bodyLength;
}

/** The one `Authorization` header; undefined when there is none or more than one. */
export function toAuthorization(request: IncomingMessage, { authorizations }: HeaderLines): string | undefined {
  return authorizations === 1 ? request.headers.authorization : undefined;
}

/** Once through the lines of every request: most names have another length, and are not looked at. */
function countLines(rawHeaders: readonly string[]): HeaderLines {
  let hosts = 0;
  let authorizations = 0;
  let contentTypes = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === "host".length && name.toLowerCase() === "host") hosts += 1;
    else if (name.length === "authorization".length && name.toLowerCase() === "authorization") authorizations += 1;
    else if (name.length === "content-type".length && name.toLowerCase() === "content-type") contentTypes += 1;
  }
  return { hosts, authorizations, contentTypes };
}

/** `application/json` with any parameters; UTF-16 and UTF-32 are refused, of every other label the bytes decide (they must be UTF-8). */
function isJson(contentType: string): boolean {
  if (contentType === "application/json") return true;
  const [mediaType = "", ...parameters] = contentType.toLowerCase().split(";");
  if (mediaType.trim() !== "application/json") return false;
  return !parameters.some((parameter) => /^\s*charset\s*=\s*"?\s*utf[-_]?(?:16|32)/.test(parameter));
}
