/** What a Microsoft error body says, in whichever of its envelopes. Its message is kept for matching, never printed whole. */
export interface WireError {
  /** Numeric string (`7503`) or word (`TooManyRequests`); empty where there is none. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly date: string;
}

/**
 * Reads the error of an answer. Pure, never throws. Knows `{ error: { code, message, innerError } }` (Graph, ARM, Key
 * Vault), the calling service's older wrapper (code `UnknownError`, message a JSON string with `errorCode`), and
 * `odata.error` of table storage. Headers fill in what the body does not say.
 * Source: graph-calling facts 3.2 (microsoft-graph-comms-samples#432, microsoft-graph-docs#10845), read 2026-11-23.
 */
export function parseWireError(text: string, headers: Headers): WireError {
  const body = toObject(parseJson(text));
  const error = toObject(body["error"] ?? body["odata.error"]);
  const inner = toObject(error["innerError"] ?? error["innererror"]);
  const messageMember = error["message"];
  const message = typeof messageMember === "object" ? toText(toObject(messageMember)["value"]) : toText(messageMember);
  const wrapped = message.startsWith("{") ? toObject(parseJson(message)) : {};
  const isWrapped = toText(wrapped["errorCode"]) !== "";
  return {
    code: isWrapped ? toText(wrapped["errorCode"]) : toText(error["code"]),
    message: isWrapped ? toText(wrapped["message"]) : message,
    requestId: firstOf(toText(inner["request-id"]), headers.get("request-id"), headers.get("x-ms-request-id")),
    clientRequestId: firstOf(toText(inner["client-request-id"]), headers.get("client-request-id")),
    date: firstOf(toText(inner["date"]), headers.get("date")),
  };
}

/** JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON object, or an empty one. */
export function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

function firstOf(...values: readonly (string | null)[]): string {
  return values.find((value) => value !== null && value !== "") ?? "";
}
