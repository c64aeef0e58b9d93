import { microsoftGraphClientId } from "../../infra/contract/microsoft-ids.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** What is read of a cloud here. */
type SeenCloud = { readonly context: Pick<RunningCloud["context"], "directory" | "transcript"> };

/**
 * The methods of all requests to Microsoft Graph's own service principal that were not reads, by whichever of its two
 * keys it was named: it is Microsoft's, and never the stack's to change. What grants one of its roles (`appRoleAssignedTo`)
 * does not write to it.
 */
export function findWritesToGraphItself({ context }: SeenCloud): readonly string[] {
  const objectId = context.directory.servicePrincipalByClientId(microsoftGraphClientId)?.objectId ?? "";
  const ownPaths = [`/serviceprincipals/${objectId}`, `/serviceprincipals(appid='${microsoftGraphClientId}')`];
  return context.transcript
    .exchanges()
    .filter(({ method, url }) => method !== "GET" && ownPaths.some((path) => toPath(url).endsWith(path)))
    .map(({ method }) => method);
}

function toPath(url: string): string {
  return decodeURIComponent(URL.parse(url)?.pathname ?? "").toLowerCase();
}
