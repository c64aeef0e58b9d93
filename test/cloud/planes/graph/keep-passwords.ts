import { isRecord } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** A PATCH can drop secrets; it can make none. Source: https://learn.microsoft.com/graph/api/application-update (use addPassword), read 2026-11-25; text ASSUMED. */
export function keepPasswords(object: DirectoryObject, wanted: unknown): void {
  const keyIds = (Array.isArray(wanted) ? wanted : []).map((credential: unknown) =>
    isRecord(credential) && typeof credential["keyId"] === "string" ? credential["keyId"].toLowerCase() : "",
  );
  const current = object.body["passwordCredentials"] as JsonObject[];
  if (keyIds.some((keyId) => !current.some((credential) => credential["keyId"] === keyId))) {
    throw graphRefusals.badRequest("New password credentials must be generated with service actions.");
  }
  object.body["passwordCredentials"] = current.filter((credential) => keyIds.includes(String(credential["keyId"])));
  for (const keyId of object.secrets.keys()) if (!keyIds.includes(keyId)) object.secrets.delete(keyId);
}
