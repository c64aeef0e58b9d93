import { parseJson, toObject } from "../../lib/wire-error.ts";

/** How a call ended, in the calling service's numbers. */
export interface CallResult {
  readonly code: number;
  readonly subcode: number;
}

/** One change of a call, read leniently from a notification body. */
export interface CallChange {
  readonly callId: string;
  /** Lower camel case as Microsoft writes it; empty where the notification is about something else than the state. */
  readonly state: string;
  readonly callChainId: string;
  readonly result: CallResult | undefined;
}

/**
 * States of a call in the order of its life. `ringing` is missing from the published v1.0 enumeration, and comes.
 * Source: msgraph-metadata v1.0-Prod.csdl @f54f11b6 (graph-calling facts 1.2), read 2026-11-23.
 */
const callStates = [
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

/**
 * The changes in a notification body. Real traffic differs from the documentation (graph-calling facts 3.4): `resource`
 * or `resourceUrl`, a missing id, codes as strings, `subCode`, odd case, arrays for rosters, empty bodies. Never throws;
 * what it cannot read is not there.
 */
export function parseCallChanges(body: Uint8Array): readonly CallChange[] {
  const list = toObject(parseJson(new TextDecoder().decode(body)))["value"];
  return Array.isArray(list) ? list.map((item) => toCallChange(toObject(item))).filter((change) => change !== undefined) : [];
}

/** The result of a call, from `resultInfo` of a notification or of the call itself; undefined where there is none. */
export function toCallResult(resultInfo: unknown): CallResult | undefined {
  const info = toObject(resultInfo);
  const code = toInteger(info["code"]);
  if (code === undefined) return undefined;
  return { code, subcode: toInteger(info["subcode"] ?? info["subCode"]) ?? 0 };
}

/** A state in Microsoft's own spelling, whatever its case was. */
export function toCallState(value: unknown): string {
  if (typeof value !== "string") return "";
  return callStates.find((state) => state.toLowerCase() === value.toLowerCase()) ?? value;
}

/** Distinct states in the order of a call's life; unknown ones after the known. */
export function toLifeOrder(states: readonly string[]): readonly string[] {
  const rank = (state: string): number => {
    const index = (callStates as readonly string[]).indexOf(state);
    return index === -1 ? callStates.length : index;
  };
  return [...new Set(states)].filter((state) => state !== "").sort((left, right) => rank(left) - rank(right));
}

function toCallChange(item: Readonly<Record<string, unknown>>): CallChange | undefined {
  const path = [item["resourceUrl"], item["resource"]].find((value) => typeof value === "string" && value !== "");
  const match = typeof path === "string" ? /\/calls\/([^/?]+)(\/[^?]*)?/i.exec(path) : null;
  const call = toObject(item["resourceData"]);
  const ownId = typeof call["id"] === "string" ? call["id"] : "";
  const callId = match?.[1] ?? ownId;
  if (callId === "") return undefined;
  // Operations, participants and content sharing live below the call; their results are not the call's.
  const isOfCall = match?.[2] === undefined || match[2] === "/";
  return {
    callId,
    state: isOfCall ? toCallState(call["state"]) : "",
    callChainId: typeof call["callChainId"] === "string" ? call["callChainId"] : "",
    result: isOfCall ? toCallResult(call["resultInfo"]) : undefined,
  };
}

function toInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) ? number : undefined;
}
