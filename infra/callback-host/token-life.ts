import { refusals } from "./refusal.ts";

/** Clock difference that is tolerated, in seconds. Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, read 2026-11-23. */
export const clockSkewSeconds = 5 * 60;
/** Longest life of a token, in seconds: Microsoft's live minutes to 24 h (facts: graph-calling.md 4.1). */
export const maxTokenLifeSeconds = 25 * 60 * 60;

/**
 * The end of a token's life (`exp`, seconds since the epoch), when it is alive now: it has an end, not too far away,
 * and did not start (`nbf`, `iat`) in the future.
 * @throws Refusal 401
 */
export function toTokenEnd(claims: Readonly<Record<string, unknown>>, nowSeconds: number): number {
  const end = claims["exp"];
  if (typeof end !== "number" || !Number.isFinite(end)) throw refusals.unauthorized;
  if (isExpired(end, nowSeconds) || end - nowSeconds > maxTokenLifeSeconds) throw refusals.unauthorized;
  for (const name of ["nbf", "iat"]) {
    const start = claims[name];
    if (start === undefined) continue;
    if (typeof start !== "number" || !Number.isFinite(start)) throw refusals.unauthorized;
    if (start > nowSeconds + clockSkewSeconds || end - start > maxTokenLifeSeconds) throw refusals.unauthorized;
  }
  return end;
}

/** True once `exp` and the tolerated skew have passed. */
export function isExpired(endSeconds: number, nowSeconds: number): boolean {
  return endSeconds + clockSkewSeconds <= nowSeconds;
}
