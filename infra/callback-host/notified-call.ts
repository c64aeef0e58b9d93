import { refusals } from "./refusal.ts";

/** The call that one item of a notification is about. */
export interface NotifiedCall {
  /** As it arrived; empty when the item names no call. */
  readonly callId: string;
  /** `resourceData.state`, when it is a plain word. */
  readonly state: string | undefined;
}

/** Longest resource path and id, in characters. Microsoft's have about 60; longer ones would not fit our keys' source. */
const maxResourceLength = 512;
/** A path as nearly all are: nothing to decode and nothing to doubt. Only a short cut; what it does not match is looked at closely. */
const plainPathPattern = /^\/?[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/;
/** Longest state that is shown in its own column; the body keeps every state. */
const statePattern = /^[A-Za-z0-9_]{1,64}$/;
// Tab is allowed: it is harmless in a property, and keys are encoded. Everything else below U+0020 has no business in a path.
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const controlPattern = /[\u0000-\u0008\u000a-\u001f]/;

/**
 * Reads the call's id and state from an item of `value`. The id is `resourceData.id` where that is the call itself, and
 * otherwise the segment after `calls/` in `resourceUrl` or, from older stacks, `resource` (facts: graph-calling.md 3.4).
 * @throws Refusal 400 when the item is no notification, or its paths or ids are none
 */
export function toNotifiedCall(item: unknown): NotifiedCall {
  if (!isRecord(item)) throw refusals.malformed;
  const resourceUrl = toPath(item["resourceUrl"]);
  const resource = toPath(item["resource"]);
  const resourceData = item["resourceData"] ?? undefined;
  if (resourceData !== undefined && typeof resourceData !== "object") throw refusals.malformed;
  if (resourceUrl === undefined && resource === undefined && resourceData === undefined) throw refusals.malformed;
  const path = resourceUrl ?? resource ?? "";
  if (!isRecord(resourceData)) return { callId: toCallIdOfPath(path), state: undefined };
  const dataId = toText(resourceData["id"]) ?? "";
  const { state } = resourceData;
  return {
    callId: isCallItself(resourceData, dataId, path) ? dataId : toCallIdOfPath(path),
    state: typeof state === "string" && statePattern.test(state) ? state : undefined,
  };
}

/** An operation's or participant's `id` is not the call's: the path goes on below the call, and the type says so. */
function isCallItself(resourceData: Record<string, unknown>, dataId: string, path: string): boolean {
  if (dataId === "") return false;
  if (resourceData["@odata.type"] === "#microsoft.graph.call") return true;
  return toCallIdOfPath(path) === "" || path.endsWith(`calls/${dataId}`);
}

function toCallIdOfPath(path: string): string {
  const segments = path.split("/");
  const index = segments.indexOf("calls");
  return index === -1 ? "" : (segments[index + 1] ?? "");
}

function toPath(value: unknown): string | undefined {
  const path = toText(value);
  if (path === undefined || plainPathPattern.test(path)) return path;
  // One leading and one trailing slash are a path; an empty segment elsewhere starts another authority or hides a segment.
  const segments = path.replace(/^\//, "").replace(/\/$/, "").split(/[/\\]/);
  if (!segments.every(isPlainSegment)) throw refusals.malformed;
  return path;
}

function isPlainSegment(segment: string): boolean {
  if (segment === "") return false;
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    return false;
  }
  return decoded !== "." && decoded !== ".." && (decoded === segment || !/[/\\]/.test(decoded));
}

/** A string that may be kept; undefined for an absent one. */
function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || value.length > maxResourceLength) throw refusals.malformed;
  if (controlPattern.test(value) || !value.isWellFormed()) throw refusals.malformed;
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
