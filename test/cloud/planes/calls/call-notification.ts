import type { Notification } from "../notify/notification.ts";
import type { Call } from "./call.ts";
import { activeMedia } from "./call-resource.ts";
import { type MediaOperation, toOperationData } from "./media-operation.ts";

/**
 * What the calling service tells about a call's state. `terminated` carries no `id` in `resourceData`, as in real traffic:
 * a reader that looks for the call there loses it, and must read `resourceUrl`.
 * Source: microsoft-graph-comms-samples issues 667 and 750; Q&A 704763, read 2026-11-23.
 */
export function toCallNotification(call: Call, sender: "app" | "callee" | "service", refusedTransfer = false): Notification {
  return {
    ...addressOf(call),
    changeType: call.ended ? "deleted" : "updated",
    state: call.state,
    subresource: "",
    resourceData: { "@odata.type": "#microsoft.graph.call", state: call.state, ...detailsOf(call, sender, refusedTransfer) },
  };
}

/** What it tells when a media operation has ended. Ids in upper case without dashes below the call, as the docs show them. */
export function toOperationNotification(call: Call, operation: MediaOperation): Notification {
  const subresource = `/operations/${operation.operationId.replaceAll("-", "").toUpperCase()}`;
  return {
    ...addressOf(call),
    changeType: "deleted",
    state: "operation",
    subresource,
    resourceData: toOperationData(operation, `/communications/calls/${call.identity.callId}${subresource}`),
  };
}

function addressOf(call: Call): Pick<Notification, "callId" | "callChainId" | "clientId" | "tenantId" | "callbackUri"> {
  const { callId, callChainId, clientId, created } = call.identity;
  return { callId, callChainId, clientId, tenantId: created.tenantId, callbackUri: created.callbackUri };
}

function detailsOf(call: Call, sender: "app" | "callee" | "service", refusedTransfer: boolean): Record<string, unknown> {
  const { callId, callChainId } = call.identity;
  if (call.state === "terminated") {
    return {
      direction: "outgoing",
      resultInfo: { "@odata.type": "#microsoft.graph.resultInfo", ...call.result },
      callChainId,
      ...(sender === "service" ? {} : { terminationSender: toSender(call, sender) }),
      ...(call.result?.code === 200 ? { terminationReason: "CallTerminated" } : {}),
    };
  }
  return { ...(call.state === "established" ? toEstablished(call, refusedTransfer) : {}), callChainId, id: callId };
}

function toEstablished(call: Call, refusedTransfer: boolean): Record<string, unknown> {
  const { created, calleeParticipantId } = call.identity;
  return {
    direction: "outgoing",
    ...(call.audioActive ? { mediaState: activeMedia } : {}),
    answeredBy: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: toIdentitySet("user", created.calleeObjectId, created.tenantId),
      id: calleeParticipantId,
      endpointType: call.answeredAt ?? "default",
      region: "emea",
      languageId: "en-us",
    },
    ...(refusedTransfer ? { resultInfo: transferRefused } : {}),
  };
}

/** `subCode`, not `subcode`, as the page has it. Source: docs call-transfer.md ("Notification - transfer failed"), read 2026-11-25; the text is ASSUMED. */
const transferRefused = {
  "@odata.type": "#microsoft.graph.resultInfo",
  code: 500,
  subCode: 7000,
  message: "The transfer failed. DiagCode: 500#7000.@",
} as const;

function toSender(call: Call, sender: "app" | "callee"): Record<string, unknown> {
  const { clientId, created } = call.identity;
  return sender === "app"
    ? toIdentitySet("application", clientId, created.tenantId)
    : toIdentitySet("user", created.calleeObjectId, created.tenantId);
}

/** Identities of real traffic carry the tenant and the provider (microsoft-graph-comms-samples issue 191, read 2026-11-23). */
function toIdentitySet(kind: "user" | "application", objectId: string, tenantId: string): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.identitySet",
    [kind]: { "@odata.type": "#microsoft.graph.identity", id: objectId, tenantId, identityProvider: "AAD" },
  };
}
