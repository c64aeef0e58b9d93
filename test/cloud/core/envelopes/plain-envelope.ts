import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

/**
 * Surfaces with no envelope of Microsoft's that a client reads: keys, registry, ingress, control. The managed identity
 * endpoint of App Service answers `{ statusCode, message }`: https://learn.microsoft.com/azure/app-service/overview-managed-identity, read 2026-11-25.
 */
export const plainEnvelope: PlaneEnvelope = {
  contentType: "application/json; charset=utf-8",
  headers: ({ requestId }) => ({ "x-ms-request-id": requestId, "cache-control": "no-cache" }),
  errorBody: (refusal) => ({ statusCode: refusal.status, code: refusal.code, message: refusal.message }),
  unknownPath: ({ path }) => new Refusal(404, "NotFound", `nothing is at ${path}`),
  otherMethod: ({ method, path }, allowed) =>
    new Refusal(405, "MethodNotAllowed", `${method} is not possible on ${path}`, { allow: allowed.join(", ") }),
  malformedBody: () => new Refusal(400, "BadRequest", "the body is not JSON"),
  bodyTooLarge: () => new Refusal(413, "RequestEntityTooLarge", "the body is too large", { connection: "close" }),
  wrongApiVersion: (_facts, operation, sent) =>
    new Refusal(400, "BadRequest", `api-version ${sent ?? "(none)"} is not one of ${(operation.apiVersions ?? []).join(", ")}`),
  notFound: ({ path }) => new Refusal(404, "NotFound", `nothing is at ${path}`),
};
