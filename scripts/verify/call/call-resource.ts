import type { Call, IdentitySet, ParticipantInfo, ResultInfo } from "@microsoft/microsoft-graph-types";
import { toObject } from "../../lib/wire-error.ts";

/** How a member is written on the wire. */
type Kind = "text" | "list" | "object" | "word" | "words" | "result";

/**
 * The 25 members of the v1.0 `call`: its key, 20 properties and 4 relationships, each with its kind. The names are
 * Microsoft's own types; the compiler compares them.
 * Source: @microsoft/microsoft-graph-types 2.43.1 (made from the v1.0 metadata), and graph-calling facts 1.1, read 2026-11-25.
 */
export const callMembers = {
  id: { is: "key", kind: "text" },
  callbackUri: { is: "property", kind: "text" },
  callChainId: { is: "property", kind: "text" },
  callOptions: { is: "property", kind: "object" },
  callRoutes: { is: "property", kind: "list" },
  chatInfo: { is: "property", kind: "object" },
  direction: { is: "property", kind: "word" },
  incomingContext: { is: "property", kind: "object" },
  mediaConfig: { is: "property", kind: "object" },
  mediaState: { is: "property", kind: "object" },
  meetingInfo: { is: "property", kind: "object" },
  myParticipantId: { is: "property", kind: "text" },
  requestedModalities: { is: "property", kind: "words" },
  resultInfo: { is: "property", kind: "result" },
  source: { is: "property", kind: "object" },
  state: { is: "property", kind: "word" },
  subject: { is: "property", kind: "text" },
  targets: { is: "property", kind: "list" },
  tenantId: { is: "property", kind: "text" },
  toneInfo: { is: "property", kind: "object" },
  transcription: { is: "property", kind: "object" },
  audioRoutingGroups: { is: "relationship", kind: "list" },
  contentSharingSessions: { is: "relationship", kind: "list" },
  operations: { is: "relationship", kind: "list" },
  participants: { is: "relationship", kind: "list" },
} as const satisfies Record<keyof Call, { readonly is: "key" | "property" | "relationship"; readonly kind: Kind }>;

/**
 * Members of the beta `call` that travel on v1.0 bodies all the same, because `call` is an open type, and one that is in
 * no schema (`terminationSender`). Source: graph-calling facts 1.1 and 3.4, read 2026-11-23.
 */
export interface BetaCallMembers {
  readonly activeModalities?: readonly string[] | null;
  readonly answeredBy?: ParticipantInfo | null;
  readonly meetingCapability?: object | null;
  readonly ringingTimeoutInSeconds?: number | null;
  readonly routingPolicies?: readonly string[] | null;
  readonly terminationReason?: string | null;
  readonly terminationSender?: IdentitySet | null;
}

/** A `call` as it may arrive. Words of enumerations are Microsoft's or any other: enumerations grow. */
export type CallResource = Readonly<Omit<Call, "state" | "direction" | "requestedModalities">> &
  BetaCallMembers & {
    readonly state?: string | null;
    readonly direction?: string | null;
    readonly requestedModalities?: readonly string[] | null;
  };

/** What a `call` on the wire comes to. */
export interface ReadCall {
  /** The known members that are what Microsoft says they are. */
  readonly call: CallResource;
  /** Everything as it came, with what nobody knows. Never printed: it names people. */
  readonly whole: Readonly<Record<string, unknown>>;
  /** Known members that are something else than Microsoft says, by name. */
  readonly strange: readonly string[];
}

const betaKinds: Readonly<Record<keyof BetaCallMembers, Kind | "number">> = {
  activeModalities: "words",
  answeredBy: "object",
  meetingCapability: "object",
  ringingTimeoutInSeconds: "number",
  routingPolicies: "words",
  terminationReason: "text",
  terminationSender: "object",
};

/**
 * States of a call in the order of its life. `ringing` is missing from the published v1.0 enumeration, and comes.
 * Source: msgraph-metadata v1.0-Prod.csdl @f54f11b6 (graph-calling facts 1.2), read 2026-11-23.
 */
export const callStates = [
  "incoming",
  "establishing",
  "ringing",
  "established",
  "hold",
  "transferring",
  "transferAccepted",
  "redirecting",
  "terminating",
  "terminated",
] as const;

/** Microsoft's spelling of a word, whatever its case was: real traffic has `Updated` and `Completed`. */
const knownWords: readonly string[] = [...callStates, "outgoing", "audio", "video", "videoBasedScreenSharing", "data"];

/**
 * Reads a `call` leniently: a member that is missing, null or of another kind breaks nothing, numbers may be text,
 * `subCode` is `subcode`, and what nobody knows is kept. Never throws. Pure.
 */
export function readCallResource(value: unknown): ReadCall {
  const whole = toObject(value);
  const call: Record<string, unknown> = {};
  const strange: string[] = [];
  const kinds = { ...Object.fromEntries(Object.entries(callMembers).map(([name, { kind }]) => [name, kind])), ...betaKinds };
  for (const [name, kind] of Object.entries(kinds)) {
    const member = whole[name];
    if (member === undefined) continue;
    const read = member === null ? null : toMember(member, kind);
    if (read === undefined) strange.push(name);
    else call[name] = read;
  }
  return { call, whole, strange };
}

/** A result's numbers, which may be text; undefined where there is no code. */
export function toResultInfo(value: unknown): ResultInfo | undefined {
  const info = toObject(value);
  const code = toInteger(info["code"]);
  if (code === undefined) return undefined;
  const message = typeof info["message"] === "string" ? { message: info["message"] } : {};
  return { code, subcode: toInteger(info["subcode"] ?? info["subCode"]) ?? 0, ...message };
}

function toMember(member: unknown, kind: Kind | "number"): unknown {
  switch (kind) {
    case "text":
      return typeof member === "string" ? member : undefined;
    case "word":
      return typeof member === "string" ? toWord(member) : undefined;
    case "words":
      return Array.isArray(member) ? member.filter((word) => typeof word === "string").map(toWord) : undefined;
    case "list":
      return Array.isArray(member) ? member : undefined;
    case "object":
      return typeof member === "object" && !Array.isArray(member) ? member : undefined;
    case "number":
      return toInteger(member);
    case "result":
      return toResultInfo(member);
  }
}

function toWord(text: string): string {
  return knownWords.find((word) => word.toLowerCase() === text.toLowerCase()) ?? text;
}

function toInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}
