import type { DirectoryObject } from "../graph/directory-object.ts";
import type { Directory } from "../graph/directory.ts";
import { refuseSignIn } from "./aadsts.ts";

/** A confidential client of this tenant: its application (undefined for one of another tenant) and its service principal. */
export interface Client {
  readonly application: DirectoryObject;
  readonly principal: DirectoryObject;
}

/** The client behind a client id, as the token service's replica knows it now. */
export function findClient(directory: Directory, clientId: string): Client {
  const application = directory.listVisible("application").find((object) => object.body["appId"] === clientId);
  const principal = directory.listVisible("servicePrincipal").find((object) => object.body["appId"] === clientId);
  if (application === undefined) {
    throw refuseSignIn(
      "unauthorized_client",
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${directory.tenant.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (principal === undefined) {
    throw refuseSignIn(
      "unauthorized_client",
      7000229,
      `The client application ${clientId} is missing service principal in the tenant ${directory.tenant.tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    );
  }
  if (principal.body["accountEnabled"] === false) {
    throw refuseSignIn(
      "unauthorized_client",
      7000112,
      `Application '${clientId}'(${String(application.body["displayName"])}) is disabled.`,
    );
  }
  return { application, principal };
}
