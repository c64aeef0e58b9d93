import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

/** Azure Table Storage. Source: https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2 (JSON form), read 2026-11-25. */
export const tableEnvelope: PlaneEnvelope = {
  contentType: "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
  headers: ({ headers, requestId }) => ({
    "x-ms-request-id": requestId,
    "x-ms-version": headers["x-ms-version"] ?? "2019-02-02",
    ...(headers["x-ms-client-request-id"] === undefined ? {} : { "x-ms-client-request-id": headers["x-ms-client-request-id"] }),
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
  }),
  errorBody: (refusal, { requestId, wallMs }) => ({
    "odata.error": {
      code: refusal.code,
      message: {
        lang: "en-US",
        value: `${refusal.message}\nRequestId:${requestId}\nTime:${new Date(wallMs).toISOString()}`,
      },
    },
  }),
  unknownPath: () => new Refusal(404, "ResourceNotFound", "The specified resource does not exist."),
  otherMethod: (_facts, allowed) =>
    new Refusal(405, "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb.", { allow: allowed.join(", ") }),
  malformedBody: () => new Refusal(400, "InvalidInput", "One of the request inputs is not valid."),
  bodyTooLarge: () =>
    new Refusal(413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.", {
      connection: "close",
    }),
  wrongApiVersion: () => new Refusal(400, "InvalidInput", "One of the request inputs is not valid."),
  notFound: () => new Refusal(404, "ResourceNotFound", "The specified resource does not exist."),
};
