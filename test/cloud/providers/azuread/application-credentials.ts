import { ProviderFailure } from "../provider-failure.ts";
import type { PropertyMap } from "../property-values.ts";
import type { GraphClient } from "./graph-client.ts";

/** Path of the application that a credential belongs to; the argument is a resource id (`/applications/{objectId}`). */
export function toApplicationPath(applicationId: unknown): string {
  const match = /^\/applications\/([0-9a-f-]{36})$/i.exec(String(applicationId));
  if (match === null) {
    throw new ProviderFailure(`parsing "${String(applicationId)}": the segment at position 0 didn't match: expected "applications"`);
  }
  return `v1.0/applications/${match[1] ?? ""}`;
}

/** Object id of the application in a credential's own id, for example `{A}/password/{keyId}`. */
export function splitCredentialId(resourceId: string): { applicationPath: string; credentialId: string } {
  const [objectId = "", , credentialId = ""] = resourceId.split("/");
  return { applicationPath: `v1.0/applications/${objectId}`, credentialId };
}

/** One GET of the application; undefined when it is gone. */
export async function readApplicationBody(graph: GraphClient, path: string): Promise<PropertyMap | undefined> {
  const answer = await graph.call({ method: "GET", path, accepts: [404] });
  return answer.status === 404 ? undefined : (answer.json ?? {});
}

/** The credential with this key in `passwordCredentials` or `keyCredentials`. */
export function findCredential(body: PropertyMap | undefined, list: "passwordCredentials" | "keyCredentials", keyId: string) {
  const credentials = (body?.[list] ?? []) as Record<string, unknown>[];
  return credentials.find((credential) => credential["keyId"] === keyId);
}
