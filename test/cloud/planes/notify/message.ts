import { Buffer } from "node:buffer";
import type { CloudContext } from "../../core/cloud-context.ts";
import type { Spoil } from "../../core/fault-rule.ts";
import { type Notification, toNotificationBody } from "./notification.ts";

/** A notification whose bytes are fixed: attempts and duplicates repeat them. */
export interface Message {
  readonly notification: Notification;
  readonly messageId: string;
  readonly body: Buffer;
  readonly spoil: Spoil | undefined;
}

/** The `count`th message of its call, spoiled where a fault rule says so. */
export function createMessage({ faults, ids }: Pick<CloudContext, "faults" | "ids">, notification: Notification, count: number): Message {
  const { callId, clientId, state } = notification;
  const spoil = faults.takeSpoil("notification", {
    plane: "notify",
    operation: `notify.${state}`,
    method: "POST",
    path: pathOf(notification.callbackUri),
    callId,
    clientId,
    state,
  });
  const told = spoil === "another-call" ? toAnotherCall(notification, ids.guid(`notify/another-call/${callId}`)) : notification;
  return {
    notification,
    messageId: ids.guid(`notify/message/${callId}/${count}`),
    body: spoil === "empty-body" ? Buffer.alloc(0) : Buffer.from(JSON.stringify(toNotificationBody(told))),
    spoil,
  };
}

/** The same story of another call. */
function toAnotherCall(notification: Notification, callId: string): Notification {
  const { resourceData } = notification;
  return { ...notification, callId, resourceData: "id" in resourceData ? { ...resourceData, id: callId } : resourceData };
}

/** Path of where it goes, for fault rules. */
function pathOf(callbackUri: string): string {
  return URL.parse(callbackUri)?.pathname ?? "";
}
