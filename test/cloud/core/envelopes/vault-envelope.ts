import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

/**
 * Key Vault's data plane. Source: https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses,
 * read 2026-11-25; `Bad number of segments` by ../shared/facts/cloud-wire.md 3.1. Other texts are ASSUMED.
 */
export const vaultEnvelope: PlaneEnvelope = {
  contentType: "application/json; charset=utf-8",
  headers: ({ headers, requestId }) => ({
    "x-ms-request-id": requestId,
    ...(headers["x-ms-client-request-id"] === undefined ? {} : { "x-ms-client-request-id": headers["x-ms-client-request-id"] }),
    "x-ms-keyvault-region": "rehearsal",
    "x-ms-keyvault-service-version": "1.9.0.0",
    "x-ms-keyvault-network-info": "conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;",
    "cache-control": "no-cache",
    pragma: "no-cache",
    expires: "-1",
    "strict-transport-security": "max-age=31536000;includeSubDomains",
    "x-content-type-options": "nosniff",
  }),
  errorBody: (refusal) => ({ error: { code: refusal.code, message: refusal.message } }),
  unknownPath: ({ path }) => new Refusal(400, "BadParameter", `Bad number of segments: ${path.split("/").length}`),
  otherMethod: ({ method }, allowed) =>
    new Refusal(405, "MethodNotAllowed", `The http method ${method} is not allowed on this request.`, { allow: allowed.join(", ") }),
  malformedBody: () => new Refusal(400, "BadParameter", "The request body could not be read as JSON."),
  bodyTooLarge: () => new Refusal(413, "RequestEntityTooLarge", "The request body is too large.", { connection: "close" }),
  wrongApiVersion: (_facts, _operation, sent) =>
    sent === null || sent === ""
      ? new Refusal(400, "BadParameter", "api-version must be specified")
      : new Refusal(400, "BadParameter", `The specified version (${sent}) is not recognized. Consider using the latest supported version.`),
  notFound: ({ path }) =>
    new Refusal(
      404,
      "SecretNotFound",
      `A secret with (name/id) ${path.split("/").slice(2).join("/")} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
    ),
};
