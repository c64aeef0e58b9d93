import { definedOnly, type PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { findCredential, readApplicationBody, splitCredentialId, toApplicationPath } from "./application-credentials.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { waitUntilConsistent } from "./consistency.ts";
import type { GraphClient } from "./graph-client.ts";

/** `azuread_application_password`: made by Graph, its text is told once and never read again. */
export const applicationPassword: AzureadResource = {
  type: "azuread:index/applicationPassword:ApplicationPassword",
  idForm: "{objectId}/password/{keyId}",
  inputs: {
    applicationId: { isRequired: true, isForceNew: true },
    displayName: { isForceNew: true, isComputed: true },
    endDate: { isForceNew: true, isComputed: true },
    endDateRelative: { isForceNew: true, isWriteOnly: true },
    rotateWhenChanged: { isForceNew: true, isWriteOnly: true },
    startDate: { isForceNew: true, isComputed: true },
  },
  outputs: ["keyId", "value"],
  secretOutputs: ["value"],
  create: async (graph, inputs, keep) => {
    const path = toApplicationPath(inputs["applicationId"]);
    if ((await readApplicationBody(graph, path)) === undefined) throw new ProviderFailure(`retrieving ${path}: not found`);
    const passwordCredential = definedOnly({
      displayName: inputs["displayName"],
      endDateTime: inputs["endDate"] ?? relativeEnd(inputs["endDateRelative"]),
      startDateTime: inputs["startDate"],
    });
    const added = await graph.call({ method: "POST", path: `${path}/addPassword`, body: { passwordCredential } });
    const keyId = String(added.json?.["keyId"]);
    const resourceId = `${path.replace("v1.0/applications/", "")}/password/${keyId}`;
    keep(resourceId);
    await waitUntilConsistent(graph, `password ${keyId}`, 1, async () => {
      return findCredential(await readApplicationBody(graph, path), "passwordCredentials", keyId) !== undefined;
    });
    const state = await readPassword(graph, resourceId, { ...inputs, value: added.json?.["secretText"] });
    if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
    return state;
  },
  read: readPassword,
  delete: async (graph, resourceId) => {
    const { applicationPath, credentialId } = splitCredentialId(resourceId);
    await graph.call({ method: "POST", path: `${applicationPath}/removePassword`, body: { keyId: credentialId }, accepts: [404] });
    await waitUntilConsistent(graph, `removal of password ${credentialId}`, 5, async () => {
      return findCredential(await readApplicationBody(graph, applicationPath), "passwordCredentials", credentialId) === undefined;
    });
  },
};

async function readPassword(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState | undefined> {
  const { applicationPath, credentialId } = splitCredentialId(resourceId);
  const found = findCredential(await readApplicationBody(graph, applicationPath), "passwordCredentials", credentialId);
  if (found === undefined) return undefined;
  return {
    resourceId,
    outputs: definedOnly({
      applicationId: applicationPath.replace("v1.0", ""),
      displayName: found["displayName"] ?? "",
      endDate: found["endDateTime"],
      endDateRelative: known["endDateRelative"],
      keyId: credentialId,
      rotateWhenChanged: known["rotateWhenChanged"],
      startDate: found["startDateTime"],
      value: known["value"],
    }),
  };
}

/** `2160h`, as Go's time.ParseDuration reads hours; other units are not known here. */
function relativeEnd(relative: unknown): string | undefined {
  if (typeof relative !== "string") return undefined;
  const hours = /^(\d+)h$/.exec(relative)?.[1];
  if (hours === undefined)
    throw new ProviderFailure(`endDateRelative "${relative}" is not known to this stand-in; write hours, for example 2160h`);
  return new Date(Date.now() + Number(hours) * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
}
