import { Refusal } from "../../core/operation.ts";

/** The refusals of the calling service, each in Microsoft's words. Sources of the texts: see the code. */
export const callRefusals = {
  /** microsoft-graph-comms-samples issue 432; microsoft-graph-docs issue 10845, read 2026-11-23. */
  notRegistered: () => new Refusal(403, "7503", "Application is not registered in our store."),
  /** microsoft-graph-docs issues 7080 and 9481; microsoft-graph-docs PR 9496, read 2026-11-23. */
  tenantMismatch: () => new Refusal(403, "7505", "Request authorization tenant mismatch."),
  /** microsoft-graph-comms-samples issues 169, 276, 538, read 2026-11-23. */
  roleMissing: () => new Refusal(403, "7504", "Insufficient enterprise tenant permissions, cannot access this API."),
  /** techcommunity 4285569, read 2026-11-23. */
  sourceInvalid: () => new Refusal(403, "7507", "Call source identity invalid."),
  /** microsoft-graph-docs-contrib issue 5263 (status not seen: 400 is ASSUMED), read 2026-11-23. */
  userToken: () => new Refusal(400, "BadRequest", "Unsupported AAD Identity"),
  /** msgraph-sdk-java issues 373 and 550, spelling included, read 2026-11-23. */
  unmappable: () => new Refusal(500, "9999", "Unkown internal Server Error."),
  /** microsoft-graph-comms-samples issues 173, 191, 330, read 2026-11-23. */
  callNotFound: () => new Refusal(404, "8522", "Call not found."),
  /** microsoft-graph-comms-samples issues 444 and 515 (status not seen: 403 is ASSUMED), read 2026-11-23. */
  recordingOnly: () => new Refusal(403, "8506", "API call not allowed for non-Compliance Recording call"),
  /** microsoft-graph-docs-contrib concepts/throttling.md, read 2026-11-23. */
  tooManyCalls: (retryAfterSeconds: number) =>
    new Refusal(429, "TooManyRequests", "Too many concurrent calls for this application.", { "retry-after": String(retryAfterSeconds) }),
  /** Code as Graph's gateway answers; the texts given to it are ASSUMED unless they say otherwise. */
  badRequest: (message: string) => new Refusal(400, "BadRequest", message),
  /** The words are OData's, as Graph's directory writes them. */
  unknownParameter: (name: string, operation: string) =>
    new Refusal(
      400,
      "BadRequest",
      `The parameter '${name}' in the request payload is not a valid parameter for the operation '${operation}'.`,
    ),
  /** ASSUMED: reading an operation that the call does not have. */
  operationNotFound: () => new Refusal(404, "NotFound", "The operation was not found."),
  /** ASSUMED: no method is documented here. */
  methodNotAllowed: () => new Refusal(405, "MethodNotAllowed", "The HTTP method is not allowed for this resource."),
  /** techcommunity 905483, read 2026-11-23. */
  unknownSegment: (segment: string) => new Refusal(400, "BadRequest", `Resource not found for the segment '${segment}'.`),
  /** ASSUMED: an action that needs a connected call, on one that is not. */
  wrongState: (state: string) => new Refusal(400, "BadRequest", `The operation is not allowed while the call is ${state}.`),
  /** Not Microsoft's: what this simulation does not do is said aloud. */
  notSimulated: (what: string) => new Refusal(501, "NotSimulated", `This simulation does not do ${what}.`),
} as const;
