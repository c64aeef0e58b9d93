import { nations } from "../../core/nation.ts";
import { randomUUID } from "node:crypto";
import type { FaultRules, Spoil } from "../../core/fault-rule.ts";
import type { Origins, Tenant, TokenService } from "../../core/cloud-context.ts";
import { decodeToken, hasValidSignature, signToken } from "../../core/json-web-token.ts";
import type { Claims } from "../../core/operation.ts";
import type { Directory } from "../graph/directory.ts";
import { createClaims, type TokenSubject } from "./claims.ts";
import { toWantedVersion } from "./second-version.ts";
import type { SigningKey } from "./signing-key.ts";
import { refuseToken, type TokenProblem } from "./token-refusal.ts";

/** Life of an access token in seconds. Source: ../shared/facts/graph-calling.md 6.1 ("usually 3599 s"). */
const lifeSeconds = 3599;
/** How far a client's clock may be ahead, in seconds. Source: https://learn.microsoft.com/entra/identity-platform/access-tokens (five minutes of skew), read 2026-11-25. */
const skewSeconds = 300;

/** The token service of the other planes, and what the login plane itself needs of it. */
export interface TokenIssuer extends TokenService {
  /** Issues an access token; faults may spoil it. */
  readonly issueTo: (subject: TokenSubject, audience: string) => { readonly token: string; readonly expiresIn: number };
  readonly key: SigningKey;
}

export interface TokenServiceParts {
  readonly tenant: Tenant;
  readonly origins: Pick<Origins, "login" | "nation">;
  readonly directory: Directory;
  readonly faults: Pick<FaultRules, "takeSpoil">;
  readonly key: SigningKey;
  /** People's tokens tell of a second factor. */
  readonly hasSecondFactor: boolean;
  /** Opens the control surface, and nothing else does. */
  readonly controlToken: string;
  readonly wallMs: () => number;
  /** Every token that is given out is a secret. */
  readonly addSecret: (value: string) => void;
}

/** Issues and verifies this run's access tokens: RS256, version 1.0, wall time. */
export function createTokenService(parts: TokenServiceParts): TokenIssuer {
  const { tenant, directory, key } = parts;
  const issuer = `https://sts.windows.net/${tenant.tenantId}/`;
  const challenge = {
    loginOrigin: parts.origins.login,
    tenantId: tenant.tenantId,
    vaultAudience: (parts.origins.nation ?? nations.public).vaultAudience,
  };
  const nowSeconds = (): number => Math.floor(parts.wallMs() / 1000);

  function verify(authorization: string | undefined, plane: string, audiences: readonly string[]): Claims {
    const refuse = (problem: TokenProblem): never => {
      throw refuseToken(plane, problem, challenge);
    };
    const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
    if (bearer === undefined)
      return refuse({ kind: authorization === undefined || /^Bearer\s*$/i.test(authorization) ? "missing" : "malformed" });
    if (plane === "control") return bearer === parts.controlToken ? controlClaims(tenant) : refuse({ kind: "signature" });
    const decoded = decodeToken(bearer);
    if (decoded === undefined) return refuse({ kind: "malformed" });
    if (decoded.header["kid"] !== key.keyId || decoded.header["alg"] !== "RS256" || !hasValidSignature(decoded, key.publicKey)) {
      return refuse({ kind: "signature" });
    }
    const claims = decoded.claims as unknown as Claims;
    if (claims.iss !== issuer || claims.tid !== tenant.tenantId) return refuse({ kind: "issuer" });
    if (claims.exp <= nowSeconds())
      return refuse({ kind: "expired", expiredAt: new Date(claims.exp * 1000), now: new Date(parts.wallMs()) });
    if (claims.nbf > nowSeconds() + skewSeconds) return refuse({ kind: "early" });
    if (!audiences.includes(claims.aud)) return refuse({ kind: "audience", audience: claims.aud, allowed: audiences });
    return claims;
  }

  function issueTo(subject: TokenSubject, audience: string): { token: string; expiresIn: number } {
    const claims = createClaims(subject, audience, {
      directory,
      issuer,
      nowSeconds: nowSeconds(),
      lifeSeconds,
      hasSecondFactor: parts.hasSecondFactor,
    });
    const spoil = parts.faults.takeSpoil("token", { operation: "login.token", callerObjectId: claims.oid });
    const token = sign(claims, toWantedVersion(claims, directory, parts.origins.login), spoil);
    parts.addSecret(token);
    return { token, expiresIn: lifeSeconds };
  }

  function sign(claims: Claims, shown: Readonly<Record<string, unknown>>, spoil: Spoil | undefined): string {
    const header = { kid: key.keyId, x5t: key.keyId };
    const spoiled = spoil === undefined ? shown : spoilClaims(claims, spoil);
    const token = signToken(header, spoiled, key.privateKey);
    if (spoil === "opaque") return `opaque-${randomUUID()}`;
    return spoil === "forged" ? `${token.slice(0, -8)}${"A".repeat(8)}` : token;
  }

  return {
    key,
    issueTo,
    // Async for the contract's sake: a handler must not care how a token is verified.
    verify: async (authorization, plane, audiences) => verify(authorization, plane, audiences),
    issue: async (principalObjectId, audience, extra = {}) => {
      const principal = directory.store.get(principalObjectId);
      if (principal === undefined || principal.kind === "group")
        throw new RangeError(`the directory has nobody ${principalObjectId} who could get a token`);
      const subject: TokenSubject =
        principal.kind === "user"
          ? { kind: "user", user: principal, clientId: azureCliClientId, extra }
          : { kind: "app", principal, clientAuthentication: "certificate", extra };
      return issueTo(subject, audience);
    },
  };
}

/** The public client of the Azure CLI, which every tenant knows. Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in, read 2026-11-25. */
export const azureCliClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

function spoilClaims(claims: Claims, spoil: Spoil): Claims {
  const other = "00000000-0000-4000-8000-000000000000";
  const changes: Partial<Record<Spoil, Partial<Claims>>> = {
    expired: { iat: claims.iat - 7200, nbf: claims.nbf - 7200, exp: claims.iat - 60 },
    "wrong-audience": { aud: "https://example.invalid" },
    "wrong-issuer": { iss: "https://sts.example.invalid/" },
    "wrong-tenant": { tid: other, iss: `https://sts.windows.net/${other}/` },
  };
  return { ...claims, ...changes[spoil] };
}

function controlClaims(tenant: Tenant): Claims {
  return {
    aud: "control",
    iss: "control",
    iat: 0,
    nbf: 0,
    exp: 0,
    tid: tenant.tenantId,
    oid: "control",
    sub: "control",
    appid: "control",
    idtyp: "app",
  };
}
