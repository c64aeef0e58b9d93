import { Refusal } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";

const datedVersion = /^\d{4}-\d{2}-\d{2}(-preview)?$/;

/**
 * Azure Resource Manager and the metadata document. Sources: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 * (rate headers), https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors (codes), read 2026-11-25; texts
 * are those of the codes in practice, and ASSUMED where the page gives none.
 */
export const armEnvelope: PlaneEnvelope = {
  contentType: "application/json; charset=utf-8",
  headers: ({ headers, method, requestId, wallMs }) => {
    const correlationId = headers["x-ms-correlation-request-id"] ?? requestId;
    const stamp = new Date(wallMs).toISOString().replace(/[-:]|\.\d+/g, "");
    return {
      "x-ms-request-id": requestId,
      "x-ms-correlation-request-id": correlationId,
      "x-ms-routing-request-id": `REHEARSAL:${stamp}:${correlationId}`,
      ...(headers["x-ms-client-request-id"] !== undefined && headers["x-ms-return-client-request-id"] === "true"
        ? { "x-ms-client-request-id": headers["x-ms-client-request-id"] }
        : {}),
      [method === "GET" || method === "HEAD"
        ? "x-ms-ratelimit-remaining-subscription-reads"
        : method === "DELETE"
          ? "x-ms-ratelimit-remaining-subscription-deletes"
          : "x-ms-ratelimit-remaining-subscription-writes"]: "199",
      "cache-control": "no-cache",
      pragma: "no-cache",
      expires: "-1",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
    };
  },
  errorBody: (refusal) => ({ error: { code: refusal.code, message: refusal.message } }),
  unknownPath: ({ path, query }) => {
    const [, namespace, rest = ""] = /\/providers\/([^/]+)\/([^]*)$/i.exec(path.slice(path.toLowerCase().lastIndexOf("/providers/"))) ?? [];
    // Types and names by turns: `vaults/{name}/privateLinkResources`.
    const type = rest
      .split("/")
      .filter((_, at) => at % 2 === 0)
      .join("/")
      .replace(/\/$/, "");
    if (namespace === undefined || type === "") return new Refusal(404, "NotFound", "The requested resource does not exist.");
    return new Refusal(
      404,
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${query.get("api-version") ?? ""}'.`,
    );
  },
  otherMethod: ({ method, path }, allowed) =>
    new Refusal(405, "MethodNotAllowed", `The requested resource does not support http method '${method}': '${path}'.`, {
      allow: allowed.join(", "),
    }),
  malformedBody: () => new Refusal(400, "InvalidRequestContent", "The request content was invalid and could not be deserialized."),
  bodyTooLarge: () =>
    new Refusal(413, "RequestContentTooLarge", "The request content size exceeds the maximum size of 4 MB.", { connection: "close" }),
  wrongApiVersion: ({ path }, operation, sent) => {
    const supported = (operation.apiVersions ?? []).join(", ");
    if (sent === null || sent === "") {
      return new Refusal(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
      );
    }
    const [, namespace, type] = /\/providers\/([^/]+)\/([^/]+)/i.exec(path.slice(path.toLowerCase().lastIndexOf("/providers/"))) ?? [];
    if (!datedVersion.test(sent) || namespace === undefined || type === undefined) {
      return new Refusal(
        400,
        "InvalidApiVersionParameter",
        `The api-version '${sent}' is invalid. The supported versions are '${supported}'.`,
      );
    }
    return new Refusal(
      400,
      "NoRegisteredProviderFound",
      `No registered resource provider found for API version '${sent}' for type '${type}' in the namespace '${namespace}'. The supported api-versions are '${supported}'.`,
    );
  },
  notFound: ({ path }) => new Refusal(404, "ResourceNotFound", `The Resource '${path.split("/").slice(-2).join("/")}' was not found.`),
};
