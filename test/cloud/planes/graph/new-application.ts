import { createDirectoryObject, type DirectoryObject, type JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { createApplicationBody, createServicePrincipalBody } from "./application-bodies.ts";

/** Adds an application to the directory with the properties given over Graph's defaults. */
export function addApplication(
  directory: Directory,
  properties: JsonObject,
  known: { readonly objectId?: string; readonly clientId?: string } = {},
): DirectoryObject {
  const name = `application/${String(properties["displayName"])}`;
  const objectId = known.objectId ?? directory.nextGuid(`${name}/object`);
  const clientId = known.clientId ?? directory.nextGuid(`${name}/client`);
  const application = createDirectoryObject(
    "application",
    objectId,
    {
      ...createApplicationBody({
        objectId,
        clientId,
        createdDateTime: directory.timestamp(),
        publisherDomain: directory.tenant.defaultDomain,
      }),
      ...properties,
    },
    { visibleAtMs: directory.visibleFromMs("application") },
  );
  directory.store.add(application);
  return application;
}

/** Adds the service principal of an application of this tenant. */
export function addServicePrincipal(
  directory: Directory,
  application: DirectoryObject,
  properties: JsonObject = {},
  knownObjectId?: string,
): DirectoryObject {
  const clientId = String(application.body["appId"]);
  const objectId = knownObjectId ?? directory.nextGuid(`service principal/${String(application.body["displayName"])}/${clientId}`);
  const principal = createDirectoryObject(
    "servicePrincipal",
    objectId,
    {
      ...createServicePrincipalBody({
        objectId,
        clientId,
        displayName: String(application.body["displayName"]),
        ownerTenantId: directory.tenant.tenantId,
        servicePrincipalType: "Application",
      }),
      ...properties,
    },
    { visibleAtMs: directory.visibleFromMs("servicePrincipal") },
  );
  copyApplicationProperties(application, principal);
  directory.store.add(principal);
  return principal;
}

/** What a service principal takes over from its application, then and at every change. Source: https://learn.microsoft.com/graph/api/resources/serviceprincipal, read 2026-11-25. */
export function copyApplicationProperties(application: DirectoryObject, principal: DirectoryObject): void {
  const { body } = application;
  const api = body["api"] as JsonObject;
  const web = body["web"] as JsonObject;
  const redirectUris = [web, body["spa"] as JsonObject, body["publicClient"] as JsonObject].flatMap(
    (part) => part["redirectUris"] as string[],
  );
  Object.assign(principal.body, {
    appDisplayName: body["displayName"],
    appDescription: body["description"],
    displayName: body["displayName"],
    appRoles: body["appRoles"],
    oauth2PermissionScopes: api["oauth2PermissionScopes"],
    replyUrls: redirectUris,
    homepage: principal.body["homepage"] ?? web["homePageUrl"],
    signInAudience: body["signInAudience"],
    info: body["info"],
    verifiedPublisher: body["verifiedPublisher"],
    servicePrincipalNames: [body["appId"], ...(body["identifierUris"] as string[])],
  });
}

/** Adds a secret that the directory made or was given, as `passwordCredential` without its text. */
export function addSecret(
  directory: Directory,
  owner: DirectoryObject,
  options: {
    readonly value?: string;
    readonly displayName: string | null;
    readonly customKeyIdentifier?: string | null;
    readonly startDateTime?: string;
    readonly endDateTime?: string;
  },
): JsonObject {
  const name = `secret/${String(owner.body["displayName"])}/${owner.objectId}/${options.displayName ?? ""}`;
  const keyId = directory.nextGuid(name);
  const value = options.value ?? directory.ids.secret(`${name}/${keyId}`);
  const startDateTime = options.startDateTime ?? directory.timestamp();
  const credential = {
    customKeyIdentifier: options.customKeyIdentifier ?? null,
    displayName: options.displayName,
    endDateTime: options.endDateTime ?? toDefaultEnd(startDateTime),
    hint: value.slice(0, 3),
    keyId,
    secretText: null,
    startDateTime,
  };
  owner.secrets.set(keyId, { value, visibleAtMs: directory.visibleFromMs("credential") });
  owner.body["passwordCredentials"] = [credential, ...(owner.body["passwordCredentials"] as JsonObject[])];
  return { ...credential, secretText: value };
}

/** Two years is what Graph chooses for a secret without an end. Source: https://learn.microsoft.com/graph/api/resources/passwordcredential, read 2026-11-25. */
export function toDefaultEnd(startDateTime: string): string {
  const date = new Date(startDateTime);
  date.setUTCFullYear(date.getUTCFullYear() + 2);
  return `${date.toISOString().slice(0, 19)}Z`;
}
