import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** How many and how long, in characters. Source: https://learn.microsoft.com/entra/identity-platform/reply-url, read 2026-11-26; texts ASSUMED. */
const maxUris = 256;
const maxUriLength = 256;

/** Platforms of an application and the types that their part has. */
const platforms = { web: "webApplication", spa: "spaApplication", publicClient: "publicClientApplication" } as const;

/** Redirect URIs are absolute; a browser's go to https, or to http on the user's own machine. Source: as above. */
export function checkRedirectUris(properties: JsonObject): void {
  for (const [platform, type] of Object.entries(platforms)) {
    const part = properties[platform];
    const uris = isRecord(part) && Array.isArray(part["redirectUris"]) ? part["redirectUris"] : [];
    const isBrowser = platform !== "publicClient";
    if (uris.length > maxUris || uris.some((uri) => !isRedirectUri(String(uri), isBrowser)))
      throw graphRefusals.invalidValue("redirectUris", type);
  }
}

function isRedirectUri(text: string, isBrowser: boolean): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > maxUriLength) return false;
  return !isBrowser || url.protocol !== "http:" || ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}
