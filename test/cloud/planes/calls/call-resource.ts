import type { Call } from "./call.ts";

/**
 * The `call` as create and get answer it: members, nulls and the beta-only members that travel on v1.0 bodies.
 * Source: docs application-post-calls.md @02ecaf40 (Examples 1 and 2 merged), read 2026-11-23.
 */
export function toCallResource(call: Call, odataContext: string): Record<string, unknown> {
  const { identity, result } = call;
  const { created } = identity;
  return {
    "@odata.context": odataContext,
    "@odata.type": "#microsoft.graph.call",
    state: call.state,
    direction: "outgoing",
    callbackUri: created.callbackUri,
    callChainId: identity.callChainId,
    callRoutes: [],
    source: toSource(call),
    targets: [toTarget(call)],
    requestedModalities: created.requestedModalities,
    activeModalities: [],
    mediaConfig: toMediaConfig(call),
    callOptions: created.callOptions,
    routingPolicies: [],
    tenantId: created.tenantId,
    myParticipantId: identity.myParticipantId,
    id: identity.callId,
    subject: created.subject,
    ringingTimeoutInSeconds: null,
    mediaState: call.audioActive ? activeMedia : null,
    resultInfo: result === undefined ? null : { "@odata.type": "#microsoft.graph.resultInfo", ...result },
    answeredBy: null,
    chatInfo: null,
    meetingInfo: null,
    meetingCapability: null,
    transcription: null,
    toneInfo: null,
    terminationReason: null,
  };
}

/** `mediaState` of a call whose audio flows. */
export const activeMedia = { "@odata.type": "#microsoft.graph.callMediaState", audio: "active" } as const;

function toSource({ identity }: Call): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.participantInfo",
    identity: {
      "@odata.type": "#microsoft.graph.identitySet",
      application: { "@odata.type": "#microsoft.graph.identity", displayName: identity.botDisplayName, id: identity.clientId },
    },
    countryCode: null,
    endpointType: null,
    region: null,
    languageId: null,
  };
}

function toTarget({ identity: { created } }: Call): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.invitationParticipantInfo",
    endpointType: null,
    identity: {
      "@odata.type": "#microsoft.graph.identitySet",
      user: { "@odata.type": "#microsoft.graph.identity", displayName: created.calleeDisplayName, id: created.calleeObjectId },
    },
    replacesCallId: null,
  };
}

function toMediaConfig({ identity: { created } }: Call): Record<string, unknown> {
  const { "@odata.type": type, preFetchMedia, blob } = created.mediaConfig;
  return type === "#microsoft.graph.appHostedMediaConfig"
    ? { "@odata.type": type, blob: blob ?? null }
    : { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig", preFetchMedia: preFetchMedia ?? [] };
}
