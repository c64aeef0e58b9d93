import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { Call } from "./call.ts";
import { callRefusals } from "./call-refusal.ts";
import { toCallResource } from "./call-resource.ts";
import { type CallsService, requireCall, requireRegistration, toOdataContext } from "./calls-service.ts";
import { toOperationResource } from "./media-operation.ts";

/** `GET …/calls/{callId}`: 200 the call; 403 7503; 404 8522 once it has ended. */
export function readCall(service: CallsService, request: PlaneRequest): Reply {
  const { call } = requireCall(service, request);
  return { status: 200, json: toCallResource(call, toOdataContext(request, "communications/calls/$entity")) };
}

/** `DELETE …/calls/{callId}`: 204, then terminating and terminated; 403 7503; 404 8522 once it has ended. */
export function hangUpCall(service: CallsService, request: PlaneRequest): Reply {
  requireCall(service, request).hangUp();
  return { status: 204 };
}

/** `GET …/calls`: no documented method. 403 7503 for an app without a calling bot, 405 otherwise (ASSUMED). */
export function refuseListing(service: CallsService, request: PlaneRequest): Reply {
  requireRegistration(service, request);
  throw callRefusals.methodNotAllowed();
}

/** `GET …/calls/{callId}/operations/{operationId}`: 200 the operation; 404. */
export function readOperation(service: CallsService, request: PlaneRequest): Reply {
  const { call } = requireCall(service, request);
  const operation = call.operations.get((request.params["operationId"] ?? "").toLowerCase());
  if (operation === undefined) throw callRefusals.operationNotFound();
  const context = toOdataContext(request, `communications/calls('${call.identity.callId}')/operations/$entity`);
  return { status: 200, json: toOperationResource(operation, context) };
}

/** `GET …/calls/{callId}/participants`: 200 the app, and the callee once it has answered. */
export function listParticipants(service: CallsService, request: PlaneRequest): Reply {
  const { call } = requireCall(service, request);
  return toCollection(request, call, "participants", toParticipants(call));
}

/** `GET …/calls/{callId}/contentSharingSessions`: 200, none in a 1:1 call with a bot (ASSUMED). */
export function listContentSharingSessions(service: CallsService, request: PlaneRequest): Reply {
  const { call } = requireCall(service, request);
  return toCollection(request, call, "contentSharingSessions", []);
}

function toCollection(request: PlaneRequest, call: Call, name: string, value: readonly unknown[]): Reply {
  const context = toOdataContext(request, `communications/calls('${call.identity.callId}')/${name}`);
  return { status: 200, json: { "@odata.context": context, value } };
}

/** Source: microsoft-graph-docs api-reference/v1.0/api/call-list-participants.md, read 2026-11-25. */
function toParticipants({ identity, answeredAt }: Call): readonly unknown[] {
  const app = {
    application: { "@odata.type": "#microsoft.graph.identity", id: identity.clientId, displayName: identity.botDisplayName },
    user: null,
  };
  const callee = {
    application: null,
    user: {
      "@odata.type": "#microsoft.graph.identity",
      id: identity.created.calleeObjectId,
      displayName: identity.created.calleeDisplayName,
    },
  };
  const toParticipant = (participantId: string, set: Record<string, unknown>): unknown => ({
    "@odata.type": "#microsoft.graph.participant",
    info: {
      "@odata.type": "#microsoft.graph.participantInfo",
      identity: { "@odata.type": "#microsoft.graph.identitySet", ...set, device: null, phone: null },
    },
    mediaStreams: [
      {
        "@odata.type": "#microsoft.graph.mediaStream",
        mediaType: "audio",
        sourceId: "1",
        direction: "sendReceive",
        serverMuted: false,
        label: null,
      },
    ],
    isMuted: false,
    isInLobby: false,
    id: participantId,
    metadata: null,
  });
  return [
    toParticipant(identity.myParticipantId, app),
    ...(answeredAt === undefined ? [] : [toParticipant(identity.calleeParticipantId, callee)]),
  ];
}
