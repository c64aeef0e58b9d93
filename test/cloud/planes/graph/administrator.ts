import type { Directory } from "./directory.ts";
import { grantPermissions, toRequestedPermissions } from "./grant-consent.ts";
import { addAssignment, hasAssignment } from "./new-assignment.ts";
import { findAppRoleByValue } from "./find-app-role.ts";

/** What a person does by hand in the Entra admin center, as acts of a scenario. */
export interface Administrator {
  /** Grants every application permission that the application asks for, as the consent page does. */
  readonly grantConsent: (clientId: string) => Promise<void>;
  /** Takes every granted application permission back. */
  readonly revokeConsent: (clientId: string) => Promise<void>;
  /** Grants one more permission of Microsoft Graph, asked for or not. */
  readonly grantRole: (clientId: string, roleValue: string) => Promise<void>;
  /** Switches the application's sign-in on or off. */
  readonly setSignIn: (clientId: string, enabled: boolean) => Promise<void>;
  /** Removes every secret of the application. */
  readonly removeSecrets: (clientId: string) => Promise<void>;
}

/** Acts on the directory, where lags apply to people as to programs. */
export function createAdministrator(directory: Directory): Administrator {
  const find = (kind: "application" | "servicePrincipal", clientId: string) => {
    const found = directory.store.findBy(kind, "appId", clientId);
    if (found === undefined) throw new RangeError(`the tenant has no ${kind} with the client id ${clientId}`);
    return found;
  };
  const grant = (clientId: string, resourceClientId: string, appRoleId: string): void => {
    const principal = find("servicePrincipal", clientId);
    const resource = find("servicePrincipal", resourceClientId);
    if (!hasAssignment(directory, principal, resource, appRoleId)) addAssignment(directory, principal, resource, appRoleId);
  };

  return {
    grantConsent: async (clientId) => {
      find("servicePrincipal", clientId);
      const application = find("application", clientId);
      grantPermissions(directory, application, toRequestedPermissions(directory, application));
    },
    revokeConsent: async (clientId) => {
      const principal = find("servicePrincipal", clientId);
      for (const { body } of directory.store.assignments()) {
        if (body.principalId === principal.objectId) directory.store.removeAssignment(body.id);
      }
    },
    grantRole: async (clientId, roleValue) => {
      const graph = directory.graph();
      const role = findAppRoleByValue(graph, roleValue);
      if (role === undefined) throw new RangeError(`Microsoft Graph has no application permission ${roleValue}`);
      grant(clientId, String(graph.body["appId"]), String(role["id"]));
    },
    setSignIn: async (clientId, enabled) => {
      find("servicePrincipal", clientId).body["accountEnabled"] = enabled;
    },
    removeSecrets: async (clientId) => {
      const application = find("application", clientId);
      application.secrets.clear();
      application.body["passwordCredentials"] = [];
    },
  };
}
