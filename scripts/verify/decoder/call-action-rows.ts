import type { DecoderRow } from "./decoder-row.ts";

type ActionRow = Omit<DecoderRow, "surface" | "consentVerdict" | "waitableSeconds">;

/**
 * Refusals of what is asked of a call that is up (transfer, playPrompt, cancelMediaProcessing). The call itself was placed,
 * so each of them proves consent. With Calls.Initiate.All alone Microsoft documents these as allowed; recordResponse,
 * subscribeToTone, sendDtmfTones and updateRecordingStatus need Calls.AccessMedia.All, participants/invite
 * Calls.InitiateGroupCall.All (graph-calling facts 2.2).
 */
const rows: readonly ActionRow[] = [
  {
    row: "action-permission",
    match: { codes: ["7504"] },
    texts: ["Insufficient enterprise tenant permissions, cannot access this API."],
    errorCode: "DT_CALL_DRILL_REFUSED",
    cause:
      "the calling service wants another permission for this than for the call itself, though Microsoft documents Calls.Initiate.All as enough for it",
    owner: "Microsoft",
    fix: "quote the ids above to Microsoft; the call itself is proved, and Dialtone asks for no other permission than Calls.Initiate.All",
    source: "graph-calling facts 2.2; microsoft-graph-comms-samples#276, read 2026-11-25",
  },
  {
    row: "action-registration",
    match: { codes: ["7503"] },
    texts: ["Application is not registered in our store."],
    errorCode: "DT_CALL_DRILL_REFUSED",
    cause: "the calling service no longer knows the application: bot or channel went away while the call was up",
    owner: "platform engineer",
    fix: "pulumi up --stack {stack} --refresh, then run verify again",
    source: "microsoft-graph-comms-samples#432, read 2026-11-25",
  },
  {
    row: "action-tenant",
    match: { codes: ["7505"] },
    texts: ["Request authorization tenant mismatch."],
    errorCode: "DT_CALL_DRILL_REFUSED",
    cause: "the one to transfer to is not a Teams user of the callee's tenant: a guest, federated, or a bot",
    owner: "platform engineer",
    fix: "name a member of tenant {tenantId} in dialtone:callees of Pulumi.{stack}.yaml and in --transfer-to",
    source:
      "https://learn.microsoft.com/graph/api/call-transfer (Teams users of one tenant), read 2026-11-25; the code is UNCONFIRMED here",
  },
  {
    row: "action-call-gone",
    match: { codes: ["8522"] },
    texts: ["Call not found."],
    errorCode: "DT_UNCERTAIN_DRILL",
    cause: "the call ended before this was asked",
    owner: "callee",
    fix: "ask the callee to stay in the call, then run verify again with the same --drill",
    source: "microsoft-graph-comms-samples#173, #330, read 2026-11-25",
  },
  {
    row: "action-unmapped",
    match: { codes: ["9999"] },
    texts: ["Unkown internal Server Error.", "Unknown internal server error."],
    errorCode: "DT_CALL_DRILL_REFUSED",
    cause: "the calling service could not make sense of the request: usually an object id that it does not know",
    owner: "platform engineer",
    fix: "check that everybody in dialtone:callees is a user of tenant {tenantId} with a Teams licence",
    source: "msgraph-sdk-java#373, #550; microsoft-graph-comms-samples#313, read 2026-11-25",
  },
  {
    row: "action-throttled",
    match: { statuses: [429] },
    errorCode: "DT_UNCERTAIN_THROTTLED",
    cause: "Graph is throttling; it was not asked again, because a call was up",
    owner: "app team",
    fix: "run verify again after the time that Retry-After names",
    source: "https://learn.microsoft.com/graph/throttling-limits, read 2026-11-25",
  },
  {
    row: "action-bad-request",
    match: { statuses: [400] },
    errorCode: "DT_CALL_DRILL_REFUSED",
    cause: "the request does not fit the call's state or media, or Graph could not read it",
    owner: "app team",
    fix: "run verify again with the same --drill; if it stays, report it with the request id: Dialtone wrote the body",
    source: "https://learn.microsoft.com/graph/api/call-playprompt (service-hosted media only), read 2026-11-25",
  },
];

export const callActionRows: readonly DecoderRow[] = rows.map((row) =>
  Object.assign({ surface: "call-action" as const, consentVerdict: "proved" as const, waitableSeconds: 0 }, row),
);
