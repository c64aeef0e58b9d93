import { callsInitiateAllAppRoleId } from "../../infra/contract/microsoft-ids.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { entraTypes, findInState, type StackState, type StateResource } from "./stack-state.ts";

/** Logical name of the grant in infra/components/calling-app.ts, after the component's own. */
const grantSuffix = "-consent";

/** The grant of our one role, as a resource, where the cloud has it and neither the state nor a pending create does. */
export async function toMissingGrant(cloud: RecoveryCloud, state: StackState): Promise<StateResource | undefined> {
  const principal = findInState(state, entraTypes.servicePrincipal);
  const isKnown =
    findInState(state, entraTypes.grant) !== undefined ||
    (state.pending_operations ?? []).some(({ resource }) => resource.type === entraTypes.grant);
  const principalObjectId = principal?.outputs?.["objectId"];
  if (isKnown || principal === undefined || typeof principalObjectId !== "string") return undefined;
  const grants = await cloud.listGraph(`/v1.0/servicePrincipals/${principalObjectId}/appRoleAssignments`);
  const grant = grants.find((one) => one["appRoleId"] === callsInitiateAllAppRoleId);
  const { parent, provider } = principal;
  if (grant === undefined || parent === undefined || provider === undefined) return undefined;
  const [stack = "", project = "", parentType = "", parentName = ""] = parent.replace("urn:pulumi:", "").split("::");
  return {
    urn: `urn:pulumi:${stack}::${project}::${parentType}$${entraTypes.grant}::${parentName}${grantSuffix}`,
    type: entraTypes.grant,
    custom: true,
    parent,
    provider,
    dependencies: [principal.urn],
    inputs: { appRoleId: callsInitiateAllAppRoleId, principalObjectId, resourceObjectId: String(grant["resourceId"]) },
  };
}
