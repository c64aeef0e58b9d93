import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

/**
 * Microsoft Graph, calling included. Sources: https://learn.microsoft.com/graph/errors (envelope, innerError),
 * ../shared/facts/graph-calling.md 3.2 and 5.2 (row 14: body, row 17: segment), read 2026-11-25. The text for a wrong
 * method is ASSUMED from answers seen in practice.
 */
export const graphEnvelope: PlaneEnvelope = {
  contentType: "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
  headers: ({ headers, requestId }) => ({
    "request-id": requestId,
    "client-request-id": headers["client-request-id"] ?? requestId,
    "x-ms-ags-diagnostic": JSON.stringify({
      ServerInfo: { DataCenter: "Rehearsal", Slice: "E", Ring: "0", ScaleUnit: "000", RoleInstance: "REHEARSAL0000000" },
    }),
    "cache-control": "no-cache",
    "strict-transport-security": "max-age=31536000",
    "odata-version": "4.0",
  }),
  errorBody: (refusal, { headers, requestId, wallMs }) => ({
    error: {
      code: refusal.code,
      message: refusal.message,
      innerError: {
        date: new Date(wallMs).toISOString().slice(0, 19),
        "request-id": requestId,
        "client-request-id": headers["client-request-id"] ?? requestId,
      },
    },
  }),
  unknownPath: ({ path }) => {
    const segments = path.split("/").filter((segment) => segment !== "");
    const [version = "", ...rest] = segments;
    if (version !== "v1.0" && version !== "beta") return new Refusal(400, "BadRequest", "Invalid version.");
    return new Refusal(400, "BadRequest", `Resource not found for the segment '${rest.at(-1) ?? version}'.`);
  },
  otherMethod: (_facts, allowed) =>
    new Refusal(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.", {
      allow: allowed.join(", "),
    }),
  malformedBody: () =>
    new Refusal(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    ),
  /** Source of both texts: microsoftgraph/msgraph-cli issue 258, msgraph-sample-pythondjangoapp issue 22, read 2026-11-26. */
  wrongContentType: ({ headers }) =>
    new Refusal(
      400,
      "BadRequest",
      headers["content-type"] === undefined || headers["content-type"] === ""
        ? "Write requests (excluding DELETE) must contain the Content-Type header declaration."
        : "Entity only allows writes with a JSON Content-Type header.",
    ),
  bodyTooLarge: () => new Refusal(413, "RequestEntityTooLarge", "The request size exceeded the maximum limit.", { connection: "close" }),
  wrongApiVersion: () => new Refusal(400, "BadRequest", "Invalid version."),
  notFound: ({ path }) =>
    new Refusal(
      404,
      "Request_ResourceNotFound",
      `Resource '${path.split("/").at(-1) ?? ""}' does not exist or one of its queried reference-property objects are not present.`,
    ),
};
