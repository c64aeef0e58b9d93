import { parseJson, toObject } from "../../lib/wire-error.ts";
import { callStates, readCallResource, toResultInfo } from "./call-resource.ts";

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
  /** True where it says that audio flows: only then can a prompt be heard. */
  readonly isAudioActive: boolean;
  readonly result: CallResult | undefined;
}

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
  const info = toResultInfo(resultInfo);
  return info === undefined ? undefined : { code: info.code ?? 0, subcode: info.subcode ?? 0 };
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
  const { call } = readCallResource(item["resourceData"]);
  const callId = match?.[1] ?? call.id ?? "";
  if (callId === "") return undefined;
  // Operations, participants and content sharing live below the call; their results are not the call's.
  const isOfCall = match?.[2] === undefined || match[2] === "/";
  return {
    callId,
    state: isOfCall ? (call.state ?? "") : "",
    callChainId: call.callChainId ?? "",
    isAudioActive: isOfCall && toObject(call.mediaState)["audio"] === "active",
    result: isOfCall ? toCallResult(call.resultInfo) : undefined,
  };
}
