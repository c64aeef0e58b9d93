import { decodeJwt } from "jose";

/** Who runs the command, as the token for Azure Resource Manager tells. */
export interface SignedIn {
  readonly tenantId: string;
  readonly objectId: string;
  readonly principalType: "User" | "ServicePrincipal";
  /** How a person signed in (`pwd`, `mfa` …); undefined where the token does not tell. */
  readonly methods: readonly string[] | undefined;
  /** Application permissions on Microsoft Graph; empty for a person. */
  readonly graphRoles: readonly string[];
}

/**
 * Reads both tokens of the signed-in one; undefined where Microsoft made them opaque, which says nothing about anybody.
 * Source of the claims: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference, read 2026-11-25.
 */
export function parseSignedIn(azureToken: string, graphToken: string): SignedIn | undefined {
  const azure = toClaims(azureToken);
  const graph = toClaims(graphToken);
  const tenantId = azure?.["tid"];
  const objectId = azure?.["oid"];
  if (azure === undefined || graph === undefined || typeof tenantId !== "string" || typeof objectId !== "string") return undefined;
  const isPerson =
    azure["idtyp"] === undefined ? azure["upn"] !== undefined || azure["unique_name"] !== undefined : azure["idtyp"] === "user";
  return {
    tenantId,
    objectId,
    principalType: isPerson ? "User" : "ServicePrincipal",
    methods: Array.isArray(azure["amr"]) ? azure["amr"].map(String) : undefined,
    graphRoles: Array.isArray(graph["roles"]) ? graph["roles"].map(String) : [],
  };
}

function toClaims(token: string): Record<string, unknown> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}
