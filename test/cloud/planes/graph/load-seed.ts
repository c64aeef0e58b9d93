import type { CompleteSeed } from "../../core/seed.ts";
import { findDirectoryRole } from "./directory-roles.ts";
import { createDirectoryObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphClientId } from "./microsoft-service-principals.ts";
import { addApplication, addSecret, addServicePrincipal } from "./new-application.ts";
import { addAssignment } from "./new-assignment.ts";
import { findAppRoleByValue } from "./find-app-role.ts";
import { createAuthorizationPolicy } from "./tenant-bodies.ts";
import { createServicePrincipalBody } from "./application-bodies.ts";
import { createGroupBody, createUserBody } from "./people-bodies.ts";

/** Brings the directory's part of a seed into being. What it names twice or not at all is an error of the seed. */
export function loadSeed(directory: Directory, seed: CompleteSeed): void {
  directory.asSettled(() => addSeeded(directory, seed));
}

function addSeeded(directory: Directory, seed: CompleteSeed): void {
  const createdDateTime = directory.timestamp();
  for (const user of seed.users) {
    const { calling, directoryRoles, password, ...known } = user;
    for (const name of directoryRoles) {
      if (findDirectoryRole(name) === undefined)
        throw new RangeError(`the seed gives ${user.displayName} the Entra role ${name}, which is none of ours`);
    }
    directory.store.add(
      createDirectoryObject("user", user.objectId, createUserBody({ ...known, createdDateTime }), { password, directoryRoles }),
    );
    directory.setCalling(user.objectId, calling);
  }
  for (const group of seed.groups) {
    const body = createGroupBody({ objectId: group.objectId, displayName: group.displayName ?? "Group", createdDateTime });
    directory.store.add(createDirectoryObject("group", group.objectId, body, { members: group.memberObjectIds }));
  }
  for (const known of seed.applications) {
    const application = addApplication(
      directory,
      { displayName: known.displayName },
      { objectId: known.applicationObjectId, clientId: known.clientId },
    );
    for (const owner of known.owners) application.owners.add(owner);
    for (const { value, displayName, endDateTime } of known.secrets) {
      addSecret(directory, application, {
        value,
        displayName: displayName ?? null,
        ...(endDateTime === undefined ? {} : { endDateTime }),
      });
    }
    if (known.principalObjectId === null) continue;
    const principal = addServicePrincipal(directory, application, {}, known.principalObjectId);
    for (const value of known.graphRoles) grant(directory, principal.objectId, graphClientId, value);
  }
  for (const known of seed.servicePrincipals) {
    const body = createServicePrincipalBody({
      objectId: known.objectId,
      clientId: known.clientId,
      displayName: known.displayName,
      ownerTenantId: null,
      servicePrincipalType: known.managedIdentityResourceId === undefined ? "Application" : "ManagedIdentity",
    });
    directory.store.add(
      createDirectoryObject("servicePrincipal", known.objectId, {
        ...body,
        ...(known.managedIdentityResourceId === undefined
          ? {}
          : { alternativeNames: ["isExplicit=True", known.managedIdentityResourceId] }),
        accountEnabled: known.accountEnabled ?? true,
      }),
    );
  }
  for (const { principalObjectId, resourceClientId, roleValue } of seed.grants) {
    grant(directory, principalObjectId, resourceClientId ?? graphClientId, roleValue);
  }
  directory.policies.restrict(seed.appManagement);
  directory.policies.authorization = createAuthorizationPolicy(seed.membersMayRegister);
}

function grant(directory: Directory, principalObjectId: string, resourceClientId: string, roleValue: string): void {
  const principal = directory.store.get(principalObjectId);
  const resource = directory.store.findBy("servicePrincipal", "appId", resourceClientId);
  if (principal === undefined || resource === undefined) {
    throw new RangeError(
      `the seed grants ${roleValue} between ${principalObjectId} and ${resourceClientId}, and one of them does not exist`,
    );
  }
  const role = findAppRoleByValue(resource, roleValue);
  if (role === undefined) throw new RangeError(`the seed grants ${roleValue}, which ${String(resource.body["displayName"])} does not have`);
  addAssignment(directory, principal, resource, String(role["id"]));
}
