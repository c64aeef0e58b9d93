import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

/**
 * Microsoft Entra token service: `Refusal.code` is the OAuth error, the message starts with the AADSTS code.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes and v2-oauth2-client-creds-grant-flow
 * (error response), by ../shared/facts/graph-calling.md 6.1, read 2026-11-25. Unknown paths are ASSUMED: AADSTS900561 and 404.
 */
export const loginEnvelope: PlaneEnvelope = {
  contentType: "application/json; charset=utf-8",
  headers: ({ headers, requestId }) => ({
    "x-ms-request-id": requestId,
    ...(headers["client-request-id"] === undefined ? {} : { "client-request-id": headers["client-request-id"] }),
    "x-ms-ests-server": "2.1.0 - REHEARSAL ProdSlices",
    "x-ms-srs": "1.P",
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    expires: "-1",
    p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
  }),
  errorBody: (refusal, { headers, query, requestId, wallMs }) => {
    const timestamp = new Date(wallMs).toISOString().slice(0, 19).replace("T", " ").concat("Z");
    const correlationId = headers["client-request-id"] ?? query.get("client-request-id") ?? requestId;
    const code = /^AADSTS(\d+)/.exec(refusal.message)?.[1];
    return {
      error: refusal.code,
      error_description: `${refusal.message} Trace ID: ${requestId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: code === undefined ? [] : [Number(code)],
      timestamp,
      trace_id: requestId,
      correlation_id: correlationId,
      ...(code === undefined ? {} : { error_uri: `https://login.microsoftonline.com/error?code=${code}` }),
    };
  },
  unknownPath: () =>
    new Refusal(
      404,
      "not_found",
      "AADSTS90019: No tenant-identifying information found in either the request or implied by any provided credentials.",
    ),
  otherMethod: ({ method }, allowed) =>
    new Refusal(
      400,
      "invalid_request",
      `AADSTS900561: The endpoint only accepts ${allowed.join(", ")} requests. Received a ${method} request.`,
    ),
  malformedBody: () =>
    new Refusal(400, "invalid_request", "AADSTS900144: The request body must contain the following parameter: 'grant_type'."),
  bodyTooLarge: () => new Refusal(413, "invalid_request", "AADSTS90015: Requested query string is too long.", { connection: "close" }),
  wrongApiVersion: () =>
    new Refusal(400, "invalid_request", "AADSTS900144: The request body must contain the following parameter: 'api-version'."),
  notFound: () =>
    new Refusal(
      404,
      "not_found",
      "AADSTS90019: No tenant-identifying information found in either the request or implied by any provided credentials.",
    ),
};
