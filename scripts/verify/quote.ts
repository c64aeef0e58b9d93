import type { RestError } from "@azure/core-rest-pipeline";
import { parseJson, parseWireError, toObject, type WireError } from "../lib/wire-error.ts";

/** What Microsoft's support asks for, in the order in which it is quoted. */
interface QuotedIds {
  readonly requestId?: string | undefined;
  readonly clientRequestId?: string | undefined;
  readonly callChainId?: string | undefined;
  readonly date?: string | undefined;
}

/** Ids and date of an exchange for a ticket; empty where Microsoft gave none. Pure. */
export function formatQuote({ requestId, clientRequestId, callChainId, date }: QuotedIds): string {
  const parts: readonly (readonly [name: string, value: string | undefined])[] = [
    ["request id ", requestId],
    ["client request id ", clientRequestId],
    ["call chain id ", callChainId],
    ["", date],
  ];
  return parts
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${name}${value ?? ""}`)
    .join(", ");
}

/** What an Azure SDK's error knows of the answer behind it, with the inner code that tells Key Vault's 403 apart. */
export function parseRestError(error: RestError): WireError & { readonly codes: readonly string[] } {
  // Key Vault's clients keep no text: what they read of the body is in `details`.
  const text = error.response?.bodyAsText ?? (error.details === undefined ? "" : JSON.stringify(error.details));
  const wire = parseWireError(text, new Headers(error.response?.headers.toJSON() ?? {}));
  const body = toObject(toObject(parseJson(text))["error"]);
  const inner = toObject(body["innererror"] ?? body["innerError"])["code"];
  return { ...wire, codes: [typeof inner === "string" ? inner : "", wire.code, error.code ?? ""].filter((code) => code !== "") };
}
