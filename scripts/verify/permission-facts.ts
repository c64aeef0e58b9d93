/**
 * What Microsoft says of the one permission, in its own words.
 * Source: https://learn.microsoft.com/graph/permissions-reference#callsinitiateall, read 2026-11-25.
 */
export const permissionFacts = {
  displayName: "Initiate outgoing 1 to 1 calls from the app",
  description:
    "Allows the app to place outbound calls to a single user and transfer calls to users in your organization’s directory, without a signed-in user.",
} as const;

/**
 * What the permission lets an application do.
 * Source: microsoftgraph/microsoft-graph-devx-content permissions/new/permissions.json @008c3cce (graph-calling facts 2.2), read 2026-11-23.
 */
export const permissionAllows: readonly string[] = [
  "ring one person of the organisation at a time, at any hour",
  "play a recorded prompt into that call, mute itself, keep the call up and hang up",
  "pass the call on to another person of the organisation",
  "read the state of its own calls, and who takes part in them",
];

/** What it does not include, and the permission that would: each of these would be asked for and granted on its own. Same source. */
export const permissionExcludes: readonly { readonly what: string; readonly permission: string | null }[] = [
  { what: "call several people at once, or add people to a call", permission: "Calls.InitiateGroupCall.All" },
  { what: "join meetings or group calls, or answer a call", permission: "Calls.JoinGroupCall.All" },
  { what: "hear, record or transcribe what is said, or read key presses", permission: "Calls.AccessMedia.All" },
  { what: "read records of calls, its own or other people's", permission: "CallRecords.Read.All" },
  { what: "read or change users, mail, chats, files or anything else in the directory", permission: null },
  { what: "act in the name of a person: it has no delegated form", permission: null },
];

/** What the reader should know and the name does not say. */
export const permissionCaution =
  "Microsoft does not limit it to particular people: the app may ring anybody in the tenant. Dialtone rings only the callees that its configuration lists.";
