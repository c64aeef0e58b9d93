import { randomUUID, X509Certificate } from "node:crypto";
import { definedOnly, type PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { findCredential, readApplicationBody, splitCredentialId, toApplicationPath } from "./application-credentials.ts";
import type { AzureadResource, AzureadState } from "./azuread-resource.ts";
import { waitUntilConsistent } from "./consistency.ts";
import type { GraphClient } from "./graph-client.ts";

/** `azuread_application_certificate`: rewrites the whole list of keys; the key id is the client's, `addKey` is never used. */
export const applicationCertificate: AzureadResource = {
  type: "azuread:index/applicationCertificate:ApplicationCertificate",
  idForm: "{objectId}/certificate/{keyId}",
  inputs: {
    applicationId: { isRequired: true, isForceNew: true },
    encoding: { isForceNew: true, isWriteOnly: true },
    endDate: { isForceNew: true, isComputed: true },
    keyId: { isForceNew: true, isComputed: true },
    startDate: { isForceNew: true, isComputed: true },
    type: { isForceNew: true, isComputed: true },
    value: { isRequired: true, isForceNew: true, isWriteOnly: true },
  },
  outputs: [],
  secretOutputs: ["value"],
  create: async (graph, inputs, keep) => {
    const path = toApplicationPath(inputs["applicationId"]);
    const body = await readApplicationBody(graph, path);
    if (body === undefined) throw new ProviderFailure(`retrieving ${path}: not found`);
    const keyId = (inputs["keyId"] ?? randomUUID()) as string;
    const certificate = new X509Certificate(decode(inputs));
    const credential = {
      endDateTime: inputs["endDate"] ?? toGraphTime(certificate.validTo),
      key: certificate.raw.toString("base64"),
      keyId,
      startDateTime: inputs["startDate"] ?? toGraphTime(certificate.validFrom),
      type: inputs["type"] ?? "AsymmetricX509Cert",
      usage: "Verify",
    };
    const existing = (body["keyCredentials"] ?? []) as object[];
    await graph.call({ method: "PATCH", path, body: { id: body["id"], keyCredentials: [...existing, credential] } });
    const resourceId = `${path.replace("v1.0/applications/", "")}/certificate/${keyId}`;
    keep(resourceId);
    await waitUntilConsistent(graph, `certificate ${keyId}`, 1, async () => {
      return findCredential(await readApplicationBody(graph, path), "keyCredentials", keyId) !== undefined;
    });
    const state = await readCertificate(graph, resourceId, inputs);
    if (state === undefined) throw new ProviderFailure(`${resourceId} was not found right after it was written`);
    return state;
  },
  read: readCertificate,
  delete: async (graph, resourceId) => {
    const { applicationPath, credentialId } = splitCredentialId(resourceId);
    const body = await readApplicationBody(graph, applicationPath);
    if (body === undefined) return;
    const kept = ((body["keyCredentials"] ?? []) as Record<string, unknown>[]).filter(({ keyId }) => keyId !== credentialId);
    await graph.call({ method: "PATCH", path: applicationPath, body: { id: body["id"], keyCredentials: kept } });
    await waitUntilConsistent(graph, `removal of certificate ${credentialId}`, 5, async () => {
      return findCredential(await readApplicationBody(graph, applicationPath), "keyCredentials", credentialId) === undefined;
    });
  },
};

async function readCertificate(graph: GraphClient, resourceId: string, known: PropertyMap): Promise<AzureadState | undefined> {
  const { applicationPath, credentialId } = splitCredentialId(resourceId);
  const found = findCredential(await readApplicationBody(graph, applicationPath), "keyCredentials", credentialId);
  if (found === undefined) return undefined;
  return {
    resourceId,
    outputs: definedOnly({
      applicationId: applicationPath.replace("v1.0", ""),
      encoding: known["encoding"] ?? "pem",
      endDate: found["endDateTime"],
      keyId: credentialId,
      startDate: found["startDateTime"],
      type: found["type"],
      value: known["value"],
    }),
  };
}

function decode(inputs: PropertyMap): string | Buffer {
  const value = String(inputs["value"]);
  const encoding = (inputs["encoding"] ?? "pem") as string;
  if (encoding === "pem") return value;
  if (encoding === "base64" || encoding === "hex") return Buffer.from(value, encoding);
  throw new ProviderFailure(`expected encoding to be one of ["pem" "base64" "hex"], got ${encoding}`);
}

function toGraphTime(text: string): string {
  return new Date(text).toISOString().replace(/\.\d+Z$/, "Z");
}
