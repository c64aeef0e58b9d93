import type { FaultAction } from "../../core/fault-rule.ts";
import type { EnvoyAnswer } from "./envoy-answer.ts";

/** What a fault rule makes of one request at the ingress. */
export interface IngressFault {
  /** Cloud milliseconds to wait before anything else. */
  readonly delayMs: number;
  /** True when the app hears of the request all the same. */
  readonly forwarded: boolean;
  /** What the client gets instead of the app's answer; undefined: the app's answer. */
  readonly instead: EnvoyAnswer | "drop" | undefined;
}

/** Reads a fault action as far as it makes sense at an ingress: answer, delay, drop; the others change nothing. */
export function toIngressFault(action: FaultAction | undefined): IngressFault {
  if (action?.kind === "delay") return { delayMs: action.delayMs, forwarded: true, instead: undefined };
  if (action?.kind === "drop") return { delayMs: 0, forwarded: action.when === "after-commit", instead: "drop" };
  if (action?.kind === "answer") return { delayMs: 0, forwarded: false, instead: toAnswer(action) };
  if (action?.kind === "answer-after-commit") return { delayMs: 0, forwarded: true, instead: toAnswer(action) };
  return { delayMs: 0, forwarded: true, instead: undefined };
}

/** A string body is a page (a parking page, say); anything else is JSON. */
function toAnswer(action: {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}): EnvoyAnswer {
  const isPage = typeof action.body === "string";
  return {
    status: action.status,
    contentType: action.headers?.["content-type"] ?? (isPage ? "text/html" : "application/json"),
    body: typeof action.body === "string" ? action.body : action.body === undefined ? "" : JSON.stringify(action.body),
  };
}
