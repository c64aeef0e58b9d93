import type { PlaneRequest } from "../../core/operation.ts";
import type { Tenant } from "../../core/cloud-context.ts";
import { refuseSignIn } from "./aadsts.ts";

/** A token request, read as far as every grant needs it. */
export interface TokenRequest {
  readonly parameters: URLSearchParams;
  readonly grantType: string;
  readonly clientId: string;
  /** `common`, `organizations` or `consumers`, or the tenant itself. */
  readonly authority: "tenant" | "common" | "organizations" | "consumers";
  readonly endpoint: "v1" | "v2";
}

/** Reads the form and the tenant segment. Refuses what no grant could be made of. */
export function parseTokenRequest(request: PlaneRequest, tenant: Tenant, endpoint: "v1" | "v2"): TokenRequest {
  const parameters = new URLSearchParams(Buffer.from(request.body).toString("utf8"));
  addBasicCredentials(parameters, request.headers["authorization"]);
  const authority = toAuthority(request.params["tenant"] ?? "", tenant);
  return {
    parameters,
    grantType: requireParameter(parameters, "grant_type"),
    clientId: requireParameter(parameters, "client_id").toLowerCase(),
    authority,
    endpoint,
  };
}

/** `client_secret_basic`, which the discovery document offers: form-encoded id and secret. Source: RFC 6749, 2.3.1, read 2026-11-26; that the body wins is ASSUMED. */
function addBasicCredentials(parameters: URLSearchParams, authorization: string | undefined): void {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return;
  const [clientId = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  for (const [name, value] of [
    ["client_id", clientId],
    ["client_secret", secret.join(":")],
  ] as const) {
    if (!parameters.has(name)) parameters.set(name, new URLSearchParams(`value=${value}`).get("value") ?? "");
  }
}

/** A parameter that must be there and not empty. */
export function requireParameter(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value !== null && value !== "") return value;
  throw refuseSignIn("invalid_request", 900144, `The request body must contain the following parameter: '${name}'.`);
}

/** Which authority the tenant segment of a login URL names; AADSTS90002 for a tenant that is not ours. */
export function toAuthority(segment: string, tenant: Tenant): TokenRequest["authority"] {
  const name = segment.toLowerCase();
  if (name === tenant.tenantId.toLowerCase() || name === tenant.defaultDomain.toLowerCase()) return "tenant";
  if (name === "common" || name === "organizations" || name === "consumers") return name;
  if (!/^[0-9a-f-]{36}$/.test(name) && !name.includes(".")) {
    throw refuseSignIn(
      "invalid_request",
      900023,
      `Specified tenant identifier '${segment}' is neither a valid DNS name, nor a valid external domain.`,
    );
  }
  throw refuseSignIn(
    "invalid_request",
    90002,
    `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}
