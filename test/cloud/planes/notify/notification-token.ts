import type { JWTPayload } from "jose";
import type { IdSource } from "../../core/cloud-context.ts";
import type { Spoil } from "../../core/fault-rule.ts";
import type { CallingKeySet } from "../calling-keys/calling-key-set.ts";
import { callingIssuer } from "../calling-keys/calling-keys-plane.ts";

/**
 * Life of a notification token, in seconds of wall time: 65 minutes.
 * Source: msteams-docs call-notifications.md (exp - iat = 3,900 s), read 2026-11-23.
 */
const tokenLifeSeconds = 3900;

/** For whom a token is made. */
export interface NotificationTokenSubject {
  readonly clientId: string;
  readonly tenantId: string;
}

/** What each spoil does to a good token. */
type TokenSpoil = (claims: JWTPayload & { iat: number; exp: number; nbf: number }, ids: IdSource) => SpoiledToken;
interface SpoiledToken {
  readonly claims: JWTPayload;
  readonly key?: string;
}
const tokenSpoils: Partial<Record<Spoil, TokenSpoil>> = {
  forged: (claims) => ({ claims, key: "unknown" }),
  // Far outside of the five minutes of skew that Bot SDKs allow.
  expired: (claims) => ({ claims: { ...claims, iat: claims.iat - 7800, nbf: claims.nbf - 7800, exp: claims.exp - 7800 } }),
  "wrong-audience": (claims, ids) => ({ claims: { ...claims, aud: ids.guid("notify/another-bot") } }),
  "wrong-issuer": (claims) => ({ claims: { ...claims, iss: "https://sts.windows.net/" } }),
  "wrong-tenant": (claims, ids) => ({ claims: { ...claims, tid: ids.guid("notify/another-tenant") } }),
};

/**
 * The bearer token of a notification: RS256 by the calling key in use, `aud` the bot, `tid` the tenant of the call.
 * Source: microsoft-graph-comms-samples AuthenticationProvider.cs @84ecac66; msteams-docs call-notifications.md, read 2026-11-23.
 */
export async function signNotificationToken(
  keys: CallingKeySet,
  ids: IdSource,
  subject: NotificationTokenSubject,
  wallMs: number,
  spoil: Spoil | undefined,
): Promise<string> {
  if (spoil === "opaque") return ids.hex(`notify/opaque/${subject.clientId}`, 64);
  const iat = Math.floor(wallMs / 1000);
  const claims = { aud: subject.clientId, iss: callingIssuer, iat, nbf: iat, exp: iat + tokenLifeSeconds, tid: subject.tenantId };
  const spoiled: SpoiledToken = (spoil === undefined ? undefined : tokenSpoils[spoil])?.(claims, ids) ?? { claims };
  return keys.sign(spoiled.claims, spoiled.key === undefined ? {} : { key: spoiled.key });
}
