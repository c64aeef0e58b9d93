import type { Outputs } from "../../../infra/contract/outputs.ts";

/**
 * Body of the create: the union of what Microsoft's two outbound samples send, with `@odata.type` on everything and
 * `tenantId` at the top, whose absence is refused as 7505.
 * Source: microsoft-graph-comms-samples ReminderBot and IncidentBot @84ecac66 (graph-calling facts 3.1), read 2026-11-23.
 */
export function createCallBody(outputs: Outputs, calleeObjectId: string): object {
  return {
    "@odata.type": "#microsoft.graph.call",
    direction: "outgoing",
    callbackUri: outputs.host.callbackUrl,
    tenantId: outputs.tenantId,
    source: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: {
        "@odata.type": "#microsoft.graph.identitySet",
        application: { "@odata.type": "#microsoft.graph.identity", id: outputs.app.clientId },
      },
    },
    targets: [
      {
        "@odata.type": "#microsoft.graph.invitationParticipantInfo",
        identity: {
          "@odata.type": "#microsoft.graph.identitySet",
          user: { "@odata.type": "#microsoft.graph.identity", id: calleeObjectId },
        },
      },
    ],
    requestedModalities: ["audio"],
    mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
  };
}
