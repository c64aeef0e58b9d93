import { callsInitiateAllAppRoleId } from "../../infra/contract/microsoft-ids.ts";
import { azurePaths, toAzureResourceId } from "./azure-paths.ts";
import type { RecoveryCloud } from "./recovery-cloud.ts";
import { entraTypes, nameOf, type StackState, type StateResource } from "./stack-state.ts";

/** What became of a create that nobody heard the end of. */
export type CreatedFate =
  /** It is there: this is its id, and it goes into the state. */
  | { readonly kind: "made"; readonly resourceId: string }
  /** It is not there, or the next `up` takes it over by itself. */
  | { readonly kind: "forget"; readonly why: string };

/** Looks in the cloud for what a pending create was asked to make. Removes only a client secret that nobody can ever know. */
export async function findCreated(
  cloud: RecoveryCloud,
  state: StackState,
  { type, urn, inputs = {} }: StateResource,
  subscriptionId: string,
): Promise<CreatedFate> {
  const known = new Set((state.resources ?? []).map(({ id }) => id));
  switch (type) {
    case entraTypes.application: {
      const strange = (await listApplications(cloud, inputs)).filter((resourceId) => !known.has(resourceId));
      return toFate(strange[0], "no application of that name");
    }
    case entraTypes.servicePrincipal:
      return { kind: "forget", why: "the next up adopts it (useExisting)" };
    case entraTypes.grant: {
      // From the principal's side there is one; from Microsoft Graph's, all that its tenant ever granted.
      const granted = await cloud.listGraph(`/v1.0/servicePrincipals/${String(inputs["principalObjectId"])}/appRoleAssignments`);
      const found = granted.find((one) => one["resourceId"] === inputs["resourceObjectId"] && one["appRoleId"] === inputs["appRoleId"]);
      const from = `/servicePrincipals/${String(inputs["resourceObjectId"])}/appRoleAssignedTo`;
      return toFate(found === undefined ? undefined : `${from}/${String(found["id"])}`, "no such grant");
    }
    case entraTypes.password: {
      const path = `/v1.0${String(inputs["applicationId"])}`;
      const application = await cloud.readGraph(path);
      const secrets = (application?.["passwordCredentials"] ?? []) as { keyId: string; displayName?: string }[];
      const unknown = secrets.filter(
        ({ keyId, displayName }) =>
          displayName === inputs["displayName"] && !known.has(`${path.replace("/v1.0/applications/", "")}/password/${keyId}`),
      );
      for (const { keyId } of unknown) await cloud.postGraph(`${path}/removePassword`, { keyId });
      return {
        kind: "forget",
        why: unknown.length === 0 ? "no such secret" : `removed ${unknown.length} secret that nobody can ever know`,
      };
    }
    default: {
      const resourceId = toAzureResourceId(type, inputs, subscriptionId);
      const apiVersion = azurePaths[type]?.apiVersion;
      if (resourceId === undefined || apiVersion === undefined) throw new RangeError(`${nameOf(urn)}: a recovery does not know ${type}`);
      return toFate((await cloud.existsInAzure(resourceId, apiVersion)) ? resourceId : undefined, "it is not there");
    }
  }
}

/**
 * Ids of the applications of that name, and of those with our one permission that still have the name which the provider
 * gives every application for a moment after it made it.
 * Source: terraform-provider-azuread application_resource.go (`TERRAFORM_UPDATE_`), facts/cloud-wire.md 1.6, read 2026-11-25.
 */
async function listApplications(
  cloud: RecoveryCloud,
  { displayName, notes }: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const named = await cloud.listGraph(`/v1.0/applications?${toFilter(`displayName eq '${String(displayName).replaceAll("'", "''")}'`)}`);
  const halfMade = await cloud.listGraph(`/v1.0/applications?${toFilter("startswith(displayName,'TERRAFORM_UPDATE_')")}`);
  const ours = halfMade.filter(({ requiredResourceAccess }) => {
    const accesses = ((requiredResourceAccess ?? []) as { resourceAccess: { id: string }[] }[]).flatMap(
      ({ resourceAccess }) => resourceAccess,
    );
    return accesses.length === 1 && accesses[0]?.id === callsInitiateAllAppRoleId;
  });
  // Another stack's has another note: it is not ours to take, whatever it is called.
  const isOfThisStack = (application: Readonly<Record<string, unknown>>): boolean => notes === undefined || application["notes"] === notes;
  return [...named, ...ours].filter(isOfThisStack).map(({ id }) => `/applications/${String(id)}`);
}

function toFate(resourceId: string | undefined, why: string): CreatedFate {
  return resourceId === undefined ? { kind: "forget", why } : { kind: "made", resourceId };
}

function toFilter(filter: string): string {
  return new URLSearchParams({ $filter: filter }).toString();
}
