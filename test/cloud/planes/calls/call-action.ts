import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { CallLife } from "./call-life.ts";
import { callLimits } from "./call-timing.ts";
import { callRefusals } from "./call-refusal.ts";
import { type CallsService, requireCall, toCaller, toOdataContext, toVersion } from "./calls-service.ts";
import { callingRole, type RoleRequirement } from "./calling-role.ts";
import { identitiesOf } from "./create-body.ts";
import { type MediaOperation, operationResults, toOperationResource } from "./media-operation.ts";
import { checkOdataBody, isJsonObject, type JsonObject } from "./odata-check.ts";

/** A bound action of a call. */
export interface CallAction {
  /** Last segment of the path, for example `playPrompt` or `participants/invite`. */
  readonly action: string;
  /** Roles that the action itself checks; none where the create has settled it. */
  readonly roles: RoleRequirement;
  readonly source: string;
  readonly perform: (service: CallsService, request: PlaneRequest, life: CallLife) => Reply;
}

const docs = (page: string): string => `microsoft-graph-docs api-reference/v1.0/api/call-${page}.md, read 2026-11-25`;
const permissions = "microsoft-graph-devx-content permissions/new/permissions.json @00293479, read 2026-11-23";
const settledAtCreate: RoleRequirement = [];

/**
 * What can be done with a call. "Permissions are checked when the call is created; no additional permission check is
 * made" holds for the first group; the others need roles that Calls.Initiate.All does not include.
 */
export const callActions: readonly CallAction[] = [
  { action: "keepAlive", roles: settledAtCreate, source: docs("keepalive"), perform: keepAlive },
  { action: "playPrompt", roles: settledAtCreate, source: docs("playprompt"), perform: playPrompt },
  { action: "cancelMediaProcessing", roles: settledAtCreate, source: docs("cancelmediaprocessing"), perform: cancelMediaProcessing },
  { action: "mute", roles: settledAtCreate, source: docs("mute"), perform: muteAs("muteParticipantOperation") },
  { action: "unmute", roles: settledAtCreate, source: docs("unmute"), perform: muteAs("unmuteParticipantOperation") },
  { action: "transfer", roles: settledAtCreate, source: docs("transfer"), perform: transfer },
  {
    action: "redirect",
    roles: settledAtCreate,
    source: `${docs("redirect")}: incoming calls only; the refusal of an outgoing one is ASSUMED`,
    perform: refuseIncomingOnly,
  },
  { action: "reject", roles: settledAtCreate, source: `${docs("reject")}: as redirect, ASSUMED`, perform: refuseIncomingOnly },
  { action: "answer", roles: [callingRole.joinGroup], source: permissions, perform: refuseIncomingOnly },
  { action: "participants/invite", roles: [callingRole.initiateGroup], source: permissions, perform: notSimulated("invitations") },
  { action: "recordResponse", roles: [callingRole.accessMedia], source: permissions, perform: notSimulated("recordings") },
  { action: "subscribeToTone", roles: [callingRole.accessMedia], source: permissions, perform: notSimulated("tones") },
  { action: "sendDtmfTones", roles: [callingRole.accessMedia], source: permissions, perform: notSimulated("tones") },
  {
    action: "updateRecordingStatus",
    roles: [callingRole.accessMedia],
    source: permissions,
    perform: () => {
      throw callRefusals.recordingOnly();
    },
  },
  { action: "changeScreenSharingRole", roles: [callingRole.accessMedia], source: permissions, perform: notSimulated("screen sharing") },
];

/** Registration, role, call, then the action. 403 7503 or 7504, 404 8522, and what the action answers. */
export function performAction(action: CallAction, service: CallsService, request: PlaneRequest): Reply {
  const life = requireCall(service, request);
  const roles: readonly string[] = toCaller(request).roles ?? [];
  if (action.roles.length > 0 && !action.roles.some((role) => roles.includes(role))) throw callRefusals.roleMissing();
  return action.perform(service, request, life);
}

function keepAlive(_service: CallsService, _request: PlaneRequest, life: CallLife): Reply {
  if (life.call.hungUpAtMs === undefined) life.keepAlive();
  return { status: 200 };
}

function playPrompt(service: CallsService, request: PlaneRequest, life: CallLife): Reply {
  const body = readParameters(request, "playPrompt()");
  const prompts = body["prompts"];
  if (!Array.isArray(prompts) || prompts.length === 0) throw callRefusals.badRequest("The parameter 'prompts' is required.");
  if (prompts.length > callLimits.prompts) throw callRefusals.badRequest(`At most ${callLimits.prompts} prompts can be played at once.`);
  for (const prompt of prompts as readonly JsonObject[]) {
    const mediaInfo = prompt["mediaInfo"];
    if (!isJsonObject(mediaInfo) || typeof mediaInfo["uri"] !== "string")
      throw callRefusals.badRequest("The property 'mediaInfo.uri' is required.");
  }
  // Source: docs call-playprompt.md ("supported only for calls that are initiated with serviceHostedMediaConfig").
  if (life.call.identity.created.mediaConfig["@odata.type"] === "#microsoft.graph.appHostedMediaConfig") {
    throw callRefusals.badRequest("playPrompt is supported only for calls with serviceHostedMediaConfig.");
  }
  requireConnected(life);
  const operation = createOperation(service, life, body, "playPromptOperation", "running");
  life.play(
    operation,
    (prompts as readonly JsonObject[]).map((prompt) => String((prompt["mediaInfo"] as JsonObject)["uri"])),
  );
  return toOperationReply(request, life, operation);
}

function cancelMediaProcessing(service: CallsService, request: PlaneRequest, life: CallLife): Reply {
  const body = readParameters(request, "clientContext()");
  requireConnected(life);
  life.cancelOperations();
  return toOperationReply(request, life, createOperation(service, life, body, "cancelMediaProcessingOperation", "completed"));
}

/** The docs call mute "only supported for group calls" and let the one role use it all the same: accepted here, ASSUMED. */
function muteAs(type: "muteParticipantOperation" | "unmuteParticipantOperation"): CallAction["perform"] {
  return (service, request, life) => {
    const body = readParameters(request, "clientContext()");
    requireConnected(life);
    return toOperationReply(request, life, createOperation(service, life, body, type, "completed"));
  };
}

function transfer(service: CallsService, request: PlaneRequest, life: CallLife): Reply {
  const body = readParameters(request, "transfer()");
  const transferTarget = body["transferTarget"];
  if (!isJsonObject(transferTarget)) throw callRefusals.badRequest("The parameter 'transferTarget' is required.");
  const objectId = identitiesOf(transferTarget)["user"]?.["id"];
  const target = typeof objectId === "string" ? service.context.directory.user(objectId) : undefined;
  if (target === undefined) throw callRefusals.unmappable();
  // Source: docs call-transfer.md ("Microsoft Teams users that belong to the same tenant"); the code is ASSUMED.
  if (target.userType === "Guest" || target.calling.kind === "federated" || target.calling.kind === "bot")
    throw callRefusals.tenantMismatch();
  requireConnected(life);
  life.transfer(target.calling);
  return { status: 202 };
}

function refuseIncomingOnly(): Reply {
  throw callRefusals.badRequest("The operation is only supported for incoming calls.");
}

function notSimulated(what: string): () => Reply {
  return () => {
    throw callRefusals.notSimulated(what);
  };
}

function requireConnected(life: CallLife): void {
  if (life.call.state !== "established") throw callRefusals.wrongState(life.call.state);
}

/** Parameters of an action; an empty body is an empty object. */
function readParameters(request: PlaneRequest, type: string): JsonObject {
  const body = request.body.byteLength === 0 ? {} : request.json();
  if (!isJsonObject(body)) throw callRefusals.badRequest("The request body must be an object.");
  checkOdataBody(body, type, `${request.path.split("/").at(-1)?.replace("microsoft.graph.", "") ?? ""}()`);
  const clientContext = body["clientContext"];
  if (typeof clientContext === "string" && clientContext.length > callLimits.clientContextCharacters) {
    throw callRefusals.badRequest(`The parameter 'clientContext' is longer than ${callLimits.clientContextCharacters} characters.`);
  }
  return body;
}

function createOperation(
  service: CallsService,
  life: CallLife,
  body: JsonObject,
  type: MediaOperation["type"],
  status: "running" | "completed",
): MediaOperation {
  const { callId } = life.call.identity;
  const clientContext = body["clientContext"];
  const operation: MediaOperation = {
    operationId: service.context.ids.guid(`calls/${callId}/operations/${life.call.operations.size + 1}`),
    type,
    clientContext: typeof clientContext === "string" ? clientContext : null,
    status,
    resultInfo: status === "completed" ? operationResults.completed : undefined,
    completionReason: undefined,
    cancel: undefined,
  };
  life.call.operations.set(operation.operationId, operation);
  return operation;
}

function toOperationReply(request: PlaneRequest, life: CallLife, operation: MediaOperation): Reply {
  const path = `${request.origin}/${toVersion(request)}/communications/calls/${life.call.identity.callId}/operations/${operation.operationId}`;
  return {
    status: 200,
    headers: { location: path },
    json: toOperationResource(operation, toOdataContext(request, operation.type)),
  };
}
