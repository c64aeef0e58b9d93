import { isUtf8 } from "node:buffer";
import { isDeeperThan } from "./json-depth.ts";
import { toNotifiedCall } from "./notified-call.ts";
import { refusals } from "./refusal.ts";

/** The calls of a body, each with its states in their order. */
export interface CallStates {
  readonly callId: string;
  readonly states: readonly string[];
}

/** Most items of one body. Microsoft sends one to a few. */
export const maxItems = 100;
/** Deepest nesting of a body. Microsoft's notifications have less than 10 levels. */
export const maxDepth = 64;

/**
 * Reads what a body is about: the calls it names (none for `value: []`), or `legacy` for the older Skype form, which
 * Microsoft sends again in Graph form when it is answered 204. Nothing that Microsoft may add later is refused.
 * @throws Refusal 400 malformed, 413 more than {@link maxItems} items
 */
export function parseNotificationBody(body: Buffer): readonly CallStates[] | "legacy" {
  // An empty notification is one that names no call (MST#14127); it is kept as such.
  if (body.length === 0) return [{ callId: "", states: [] }];
  if (!isUtf8(body)) throw refusals.malformed;
  const text = body.toString("utf8");
  if (isDeeperThan(text, maxDepth)) throw refusals.malformed;
  let parsed: unknown;
  try {
    // A byte order mark is kept by toString and refused here.
    parsed = JSON.parse(text);
  } catch {
    throw refusals.malformed;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw refusals.malformed;
  const notification = parsed as Record<string, unknown>;
  if (isLegacy(notification)) return "legacy";
  const items = notification["value"];
  if (!Array.isArray(items)) throw refusals.malformed;
  if (items.length > maxItems) throw refusals.tooLarge;
  return toCallStates(items);
}

/**
 * The Skype calling protocol's conversation: no `value`, but a `callState` or participants with their modalities.
 * Sources: https://learn.microsoft.com/microsoftteams/platform/bots/calls-and-meetings/call-notifications (204), and
 * the shape in microsoft/BotBuilder's calling models (IConversation), read 2026-11-25.
 */
function isLegacy(notification: Record<string, unknown>): boolean {
  if (Object.hasOwn(notification, "value")) return false;
  return (
    typeof notification["callState"] === "string" || (Array.isArray(notification["participants"]) && Object.hasOwn(notification, "links"))
  );
}

function toCallStates(items: readonly unknown[]): readonly CallStates[] {
  if (items.length === 1) {
    const { callId, state } = toNotifiedCall(items[0]);
    return [{ callId, states: state === undefined ? [] : [state] }];
  }
  const statesByCall = new Map<string, string[]>();
  for (const item of items) {
    const { callId, state } = toNotifiedCall(item);
    const states = statesByCall.get(callId) ?? [];
    if (state !== undefined) states.push(state);
    statesByCall.set(callId, states);
  }
  return [...statesByCall].map(([callId, states]) => ({ callId, states }));
}
