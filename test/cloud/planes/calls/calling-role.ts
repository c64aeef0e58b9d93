/**
 * Which application permissions the calls API takes. Source: microsoft-graph-devx-content
 * permissions/new/permissions.json @00293479 (the same for v1.0 and beta), read 2026-11-23.
 */
export const callingRole = {
  initiate: "Calls.Initiate.All",
  initiateGroup: "Calls.InitiateGroupCall.All",
  joinGroup: "Calls.JoinGroupCall.All",
  joinGroupAsGuest: "Calls.JoinGroupCallAsGuest.All",
  accessMedia: "Calls.AccessMedia.All",
} as const;

/** One of these must be among the token's roles. */
export type RoleRequirement = readonly (typeof callingRole)[keyof typeof callingRole][];

/** What a create needs, by what it creates. App-hosted media needs `accessMedia` in addition. */
export const createRequirements = {
  oneCallee: [callingRole.initiate, callingRole.initiateGroup],
  severalCallees: [callingRole.initiateGroup],
  meeting: [callingRole.joinGroup, callingRole.joinGroupAsGuest],
} as const satisfies Record<string, RoleRequirement>;
