/** The rule of one member of an OData type. */
export type MemberRule =
  | "string"
  | "boolean"
  | { readonly oneOf: readonly string[] }
  | { readonly type: string }
  | { readonly collection: MemberRule };

/** One OData type, as far as requests carry it. */
export interface TypeRule {
  /** Undeclared members are allowed (`OpenType="true"`). */
  readonly open?: true;
  /** Must be named by `@odata.type`, and by a type that derives from it. */
  readonly abstract?: true;
  readonly base?: string;
  readonly members: Readonly<Record<string, MemberRule>>;
}

const identities = (names: readonly string[]): Record<string, MemberRule> =>
  Object.fromEntries(names.map((name) => [name, { type: "identity" }]));

/** Modalities of v1.0. */
const modality: MemberRule = { oneOf: ["audio", "video", "videoBasedScreenSharing", "data", "unknownFutureValue"] };
const endpointType: MemberRule = {
  oneOf: ["default", "voicemail", "skypeForBusiness", "skypeForBusinessVoipPhone", "unknownFutureValue"],
};

/**
 * The types that requests of the calls API carry, without the `microsoft.graph.` prefix.
 * Source: CSDL v1.0, msgraph-metadata @f54f11b6, read 2026-11-23. The beta-only members that official samples send on v1.0
 * (`endpointType` of an invitation) are listed with it.
 */
export const odataTypes: Readonly<Record<string, TypeRule>> = {
  call: {
    open: true,
    members: {
      callbackUri: "string",
      callChainId: "string",
      callOptions: { type: "callOptions" },
      chatInfo: { type: "chatInfo" },
      direction: { oneOf: ["incoming", "outgoing"] },
      mediaConfig: { type: "mediaConfig" },
      meetingInfo: { type: "meetingInfo" },
      requestedModalities: { collection: modality },
      source: { type: "participantInfo" },
      subject: "string",
      targets: { collection: { type: "invitationParticipantInfo" } },
      tenantId: "string",
    },
  },
  participantInfo: {
    members: {
      identity: { type: "identitySet" },
      countryCode: "string",
      endpointType,
      languageId: "string",
      participantId: "string",
      region: "string",
    },
  },
  invitationParticipantInfo: {
    open: true,
    members: {
      identity: { type: "identitySet" },
      endpointType,
      hidden: "boolean",
      participantId: "string",
      removeFromDefaultAudioRoutingGroup: "boolean",
      replacesCallId: "string",
    },
  },
  identitySet: { open: true, members: identities(["application", "device", "user"]) },
  communicationsIdentitySet: {
    open: true,
    base: "identitySet",
    members: {
      ...identities([
        "applicationInstance",
        "assertedIdentity",
        "azureCommunicationServicesUser",
        "encrypted",
        "guest",
        "onPremises",
        "phone",
      ]),
      endpointType,
    },
  },
  identity: { open: true, members: { id: "string", displayName: "string" } },
  callOptions: {
    abstract: true,
    members: {
      hideBotAfterEscalation: "boolean",
      isContentSharingNotificationEnabled: "boolean",
      isDeltaRosterEnabled: "boolean",
      isInteractiveRosterEnabled: "boolean",
    },
  },
  outgoingCallOptions: { base: "callOptions", members: {} },
  incomingCallOptions: { base: "callOptions", members: {} },
  mediaConfig: { abstract: true, members: {} },
  serviceHostedMediaConfig: { base: "mediaConfig", members: { preFetchMedia: { collection: { type: "mediaInfo" } } } },
  appHostedMediaConfig: { base: "mediaConfig", members: { blob: "string" } },
  mediaInfo: { members: { uri: "string", resourceId: "string" } },
  prompt: { abstract: true, members: {} },
  mediaPrompt: { base: "prompt", members: { mediaInfo: { type: "mediaInfo" } } },
  chatInfo: { members: { messageId: "string", replyChainMessageId: "string", threadId: "string" } },
  meetingInfo: { abstract: true, members: {} },
  organizerMeetingInfo: { base: "meetingInfo", members: { organizer: { type: "identitySet" } } },
  tokenMeetingInfo: { base: "meetingInfo", members: { token: "string" } },
  joinMeetingIdMeetingInfo: { base: "meetingInfo", members: { joinMeetingId: "string", passcode: "string" } },
  /** Parameters of the bound actions, as if they were types. */
  "playPrompt()": { members: { prompts: { collection: { type: "prompt" } }, clientContext: "string" } },
  "clientContext()": { members: { clientContext: "string" } },
  "transfer()": {
    members: {
      transferTarget: { type: "invitationParticipantInfo" },
      transferee: { type: "participantInfo" },
      clientContext: "string",
    },
  },
};
