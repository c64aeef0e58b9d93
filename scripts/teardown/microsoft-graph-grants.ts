import { microsoftGraphClientId } from "../../infra/contract/microsoft-ids.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";

/** The grants on Microsoft Graph's own service principal: ours, and everybody else's. */
export interface GraphGrants {
  /** Ids of ours. */
  readonly ours: readonly string[];
  /** Ids of the others', which a teardown never touches. */
  readonly others: readonly string[];
}

/** Reads them; undefined where the deployer may not, or Microsoft Graph's service principal is not to be found. @throws TransportFailure */
export async function readGraphGrants(cloud: DeployerCloud, principalObjectId: string | undefined): Promise<GraphGrants | undefined> {
  const found = await cloud.list("graph", `/v1.0/servicePrincipals?$filter=appId%20eq%20'${microsoftGraphClientId}'&$select=id`);
  const graphObjectId = found?.[0]?.["id"];
  if (typeof graphObjectId !== "string") return undefined;
  const grants = await cloud.list("graph", `/v1.0/servicePrincipals/${graphObjectId}/appRoleAssignedTo?$top=999`);
  if (grants === undefined) return undefined;
  const isOurs = (grant: Readonly<Record<string, unknown>>): boolean => grant["principalId"] === principalObjectId;
  return {
    ours: grants.filter(isOurs).map(({ id }) => String(id)),
    others: grants.filter((grant) => !isOurs(grant)).map(({ id }) => String(id)),
  };
}
