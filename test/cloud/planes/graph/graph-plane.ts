import type { Plane } from "../../core/operation.ts";
import { createAppRoleAssignmentRoutes } from "./app-role-assignment-routes.ts";
import { createApplicationRoutes } from "./application-routes.ts";
import { createApplicationTemplateRoutes } from "./application-template-routes.ts";
import { createClaimsMappingRoutes } from "./claims-mapping-routes.ts";
import { createExtensionPropertyRoutes } from "./extension-property-routes.ts";
import { createKeyRoutes } from "./key-routes.ts";
import { createPermissionGrantRoutes } from "./permission-grant-routes.ts";
import { createTokenSigningRoutes } from "./token-signing-routes.ts";
import { createAuthorizationPolicyRoutes } from "./authorization-policy-routes.ts";
import { createMembershipRoutes } from "./membership-routes.ts";
import { createRoleRoutes } from "./role-routes.ts";
import { createDeletedItemRoutes } from "./deleted-item-routes.ts";
import { createDirectoryRoutes } from "./directory-routes.ts";
import type { Directory } from "./directory.ts";
import { createFederatedCredentialRoutes } from "./federated-credential-routes.ts";
import { toGraphOperations } from "./graph-route.ts";
import { createOwnerRoutes } from "./owner-routes.ts";
import { createPasswordRoutes } from "./password-routes.ts";
import { createPeopleRoutes } from "./people-routes.ts";
import { createPolicyAssignmentRoutes } from "./policy-assignment-routes.ts";
import { createPolicyRoutes } from "./policy-routes.ts";
import { Rights } from "./rights.ts";
import { createServicePrincipalRoutes } from "./service-principal-routes.ts";

/** Microsoft Graph's directory: applications, service principals, app role assignments, credentials, users, groups. */
export function createGraphPlane(directory: Directory): Plane {
  const rights = new Rights(directory);
  return {
    name: "graph",
    operations: toGraphOperations([
      ...createApplicationRoutes(directory, rights),
      ...createPasswordRoutes(directory, rights),
      ...createFederatedCredentialRoutes(directory, rights),
      ...createOwnerRoutes(directory, rights),
      ...createServicePrincipalRoutes(directory, rights),
      ...createAppRoleAssignmentRoutes(directory, rights),
      ...createPeopleRoutes(directory, rights),
      ...createDeletedItemRoutes(directory, rights),
      ...createDirectoryRoutes(directory, rights),
      ...createApplicationTemplateRoutes(directory, rights),
      ...createClaimsMappingRoutes(directory, rights),
      ...createExtensionPropertyRoutes(directory, rights),
      ...createKeyRoutes(directory, rights),
      ...createPermissionGrantRoutes(directory, rights),
      ...createTokenSigningRoutes(directory, rights),
      ...createMembershipRoutes(directory, rights),
      ...createRoleRoutes(directory, rights),
      ...createAuthorizationPolicyRoutes(directory, rights),
      ...createPolicyRoutes(directory, rights),
      ...createPolicyAssignmentRoutes(directory, rights),
    ]),
  };
}
