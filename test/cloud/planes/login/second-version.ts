import type { Claims } from "../../core/operation.ts";
import { isRecord } from "../graph/check-body.ts";
import type { Directory } from "../graph/directory.ts";

/** Claims of version 1.0 that version 2.0 has not, or under another name. */
const firstVersionOnly: ReadonlySet<string> = new Set([
  "appid",
  "appidacr",
  "app_displayname",
  "idp",
  "idtyp",
  "unique_name",
  "upn",
  "wids",
  "acr",
  "amr",
  "ipaddr",
]);

/**
 * The claims as the resource's own application wants them: version 2.0 where it says `requestedAccessTokenVersion: 2`, as
 * they are for Microsoft's own and for all others. Source: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * and https://learn.microsoft.com/graph/api/resources/apiapplication, read 2026-11-26; which optional claims are left out is ASSUMED.
 */
export function toWantedVersion(claims: Claims, directory: Directory, loginOrigin: string): Readonly<Record<string, unknown>> {
  const clientId = directory.resourceByName(claims.aud)?.object.body["appId"];
  const api = typeof clientId === "string" ? directory.store.findBy("application", "appId", clientId)?.body["api"] : undefined;
  if (!isRecord(api) || api["requestedAccessTokenVersion"] !== 2) return claims;
  const { upn } = claims;
  return {
    ...Object.fromEntries(Object.entries(claims).filter(([name]) => !firstVersionOnly.has(name))),
    aud: clientId,
    iss: `${loginOrigin}/${claims.tid}/v2.0`,
    azp: claims.appid,
    azpacr: claims["appidacr"],
    ...(upn === undefined ? {} : { preferred_username: upn }),
    ver: "2.0",
  };
}
