import type { DecoderRow } from "./decoder-row.ts";

const graphPage = "https://learn.microsoft.com/graph/api/call-delete, read 2026-11-23";
const byAnalogy =
  "UNCONFIRMED for Graph: https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes (same backend), read 2026-11-23";

interface CallEnd {
  readonly row: string;
  readonly codes?: readonly string[];
  readonly subcodes?: readonly number[];
  readonly meaning: string;
  readonly owner?: DecoderRow["owner"];
  readonly fix?: string;
  readonly source?: string;
}

/**
 * How calls end, by subcode first: Microsoft's pages pair the same subcode with different codes. None of these unproves
 * a placed call; each says in its own words what became of it.
 */
const ends: readonly CallEnd[] = [
  { row: "end-by-bot", subcodes: [7000, 10550], meaning: "the application hung up" },
  { row: "end-by-callee", subcodes: [4097, 4521, 18503], meaning: "the callee answered and hung up" },
  { row: "end-removed", subcodes: [5000], meaning: "the application was removed from the call" },
  {
    row: "end-all-declined",
    codes: ["0"],
    subcodes: [5003],
    meaning: "every client of the callee declined",
    owner: "callee",
    fix: "ask the callee to answer next time",
    source: byAnalogy,
  },
  { row: "end-conversation", subcodes: [5001, 5002, 5003, 5007, 5010, 5012, 5013, 5014, 5020, 5030, 5300], meaning: "the call ended" },
  { row: "end-lobby", subcodes: [5855], meaning: "the application was not admitted from the lobby" },
  { row: "end-transferred", subcodes: [7015], meaning: "the call was transferred" },
  { row: "end-pstn-hung-up", subcodes: [540000, 560000], meaning: "the telephone user hung up" },
  {
    row: "end-keep-alive",
    subcodes: [8537],
    meaning: "the call ran out of its keep-alive time",
    owner: "app team",
    fix: "send keepAlive every 15 to 45 minutes, or hang up in time",
  },
  {
    row: "end-no-signal",
    subcodes: [1106, 10057],
    meaning: "the callee's Teams client did not signal back",
    owner: "callee",
    fix: "restart Teams on the callee's device, then run verify again",
  },
  {
    row: "end-callee-unreached",
    subcodes: [8544],
    meaning:
      "the callee could not be reached; where that callee was a bot that hosts its own media, its media port was not reachable from Microsoft",
    owner: "app team",
    fix: "for a call to a person: restart Teams on the callee's device; for a bot with media of its own: open its media port, with a certificate of its public name",
    source: "microsoft-graph-comms-samples#377, MicrosoftDocs/msteams-docs#9159, read 2026-11-25",
  },
  {
    row: "end-bad-request-2203",
    subcodes: [2203],
    meaning:
      "the calling service ended the call for a reason that it does not tell; a new channel, host and certificate cured it for others",
    owner: "platform engineer",
    fix: "check the callback host's certificate and the channel's webhook; if they are right, make the Teams channel anew",
    source: "microsoft-graph-comms-samples#433, read 2026-11-25",
  },
  {
    row: "end-media",
    subcodes: [301005, 1005],
    meaning: "the media path could not be set up",
    owner: "Teams administrator",
    fix: "check that the callee's network reaches Teams media (UDP 3478 to 3481)",
  },
  {
    row: "end-signed-out",
    subcodes: [10037],
    meaning: "the callee is not signed in to Teams anywhere",
    owner: "callee",
    fix: "sign in to a Teams client as the callee, then run verify again",
  },
  {
    row: "end-unreachable",
    subcodes: [10076, 8541],
    meaning: "the callee's Teams client could not be reached (stale client, push delivery failed)",
    owner: "callee",
    fix: "restart Teams on the callee's device, then run verify again",
  },
  {
    row: "end-no-route",
    subcodes: [10134],
    meaning: "the calling service found no route to the callee",
    owner: "Teams administrator",
    fix: "check the callee's Teams licence and home",
  },
  {
    row: "end-calling-disabled",
    subcodes: [10199],
    meaning: "private calling is disabled for the callee (AllowPrivateCalling)",
    owner: "Teams administrator",
    fix: "Grant-CsTeamsCallingPolicy -Identity CALLEE -PolicyName AllowCalling",
  },
  { row: "end-answered-elsewhere", subcodes: [10003], meaning: "the call was answered on another client", source: byAnalogy },
  {
    row: "end-no-answer",
    subcodes: [10004],
    meaning: "nobody answered",
    owner: "callee",
    fix: "ask the callee to answer next time",
    source: byAnalogy,
  },
  { row: "end-declined-everywhere", subcodes: [10024], meaning: "every client of the callee declined", owner: "callee", source: byAnalogy },
  { row: "end-pstn-cancelled", subcodes: [540487], meaning: "the telephone call was cancelled", source: byAnalogy },
  { row: "end-pstn-busy", subcodes: [560486], meaning: "the telephone was busy", source: byAnalogy },
  {
    row: "end-pstn-failed",
    subcodes: [560500],
    meaning: "the telephone leg failed",
    owner: "Teams administrator",
    fix: "check number and licence of the resource account",
    source: "Microsoft Q&A 704763, read 2026-11-23",
  },
  {
    row: "end-blocked",
    subcodes: [510403],
    meaning: "the call was blocked as spam or by policy",
    owner: "Teams administrator",
    fix: "check the callee's call block list and the tenant's calling policies",
    source: byAnalogy,
  },
  {
    row: "end-app-hosted-media",
    subcodes: [1203002, 1203003, 7112, 3002, 7106],
    meaning:
      "media that the application hosts could not be reached, or its certificate was not accepted (a wildcard that does not fit, an expired one); service-hosted calls do not have this",
    owner: "app team",
    fix: "use service-hosted media, or check the media endpoint's certificate and ports",
    source: "microsoft-graph-comms-samples#772, #855, #864, #667, #744, #108, read 2026-11-25",
  },
  {
    row: "end-callback-lost",
    subcodes: [7117],
    meaning: "a callback was lost between establishing and established",
    owner: "app team",
    fix: "keep the callback host reachable, then run verify again",
    source: "microsoft-graph-comms-samples#750, #532, read 2026-11-23",
  },
  {
    row: "end-declined",
    codes: ["603"],
    meaning: "the callee declined",
    owner: "callee",
    fix: "ask the callee to answer next time",
    source: byAnalogy,
  },
  { row: "end-busy", codes: ["486"], meaning: "the callee is busy", owner: "callee", source: byAnalogy },
  { row: "end-cancelled", codes: ["487"], meaning: "the call was cancelled before anybody answered", source: byAnalogy },
  {
    row: "end-not-registered",
    codes: ["480"],
    meaning: "the callee has no Teams client that could ring",
    owner: "callee",
    fix: "sign in to a Teams client as the callee, then run verify again",
    source: byAnalogy,
  },
  {
    row: "end-user-not-found",
    codes: ["404"],
    meaning: "the calling service does not know the callee, or the callee has no Teams licence",
    owner: "Teams administrator",
    fix: "assign a Teams licence to the callee",
    source: byAnalogy,
  },
  {
    row: "end-not-delivered",
    codes: ["430"],
    meaning: "the call could not be delivered to the callee's client",
    owner: "callee",
    source: byAnalogy,
  },
  {
    row: "end-forbidden",
    codes: ["403"],
    meaning: "the calling service forbade the call; a policy of the callee's tenant is the usual reason",
    owner: "Teams administrator",
    fix: "check the callee's TeamsCallingPolicy; if it allows calls, quote the call chain id to Microsoft",
    source: byAnalogy,
  },
  { row: "end-ok", codes: ["200", "0"], subcodes: [0], meaning: "the call ended" },
];

export const callEndRows: readonly DecoderRow[] = ends.map((end) => ({
  row: end.row,
  surface: "call-end",
  match: {
    ...(end.codes === undefined ? {} : { codes: end.codes }),
    ...(end.subcodes === undefined ? {} : { subcodes: end.subcodes }),
  },
  errorCode: null,
  cause: end.meaning,
  owner: end.owner ?? "nobody: nothing is broken",
  fix: end.fix ?? "nothing to do",
  consentVerdict: "proved",
  waitableSeconds: 0,
  source: end.source ?? graphPage,
}));
