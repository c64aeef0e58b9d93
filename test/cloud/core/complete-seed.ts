import type { IdSource, Tenant } from "./cloud-context.ts";
import type { CompleteSeed, Seed, SeedApplication, SeedGroup, SeedRoleAssignment, SeedUser } from "./seed.ts";

/** Microsoft Graph permissions that the provider needs to make everything in the stack, grant included. */
const deployerGraphRoles = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "Directory.Read.All"] as const;
/** Azure role `Owner`. Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, read 2026-11-25. */
const ownerRoleDefinitionId = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/**
 * Fills in what a seed leaves open: names, object ids, secrets; the operators that are not listed elsewhere; a member for
 * an operators' group without one; and the deployer with its rights. Every secret it makes or reads is masked from here on.
 */
export function completeSeed(
  seed: Seed,
  tenant: Tenant,
  subscriptionId: string,
  ids: IdSource,
  addSecret: (value: string) => void,
): CompleteSeed {
  const users = (seed.users ?? []).map((user) => completeUser(user, tenant, ids));
  const groups: SeedGroup[] = [...(seed.groups ?? [])];
  const applications = (seed.applications ?? []).map((application) => completeApplication(application, ids));
  const isKnown = (objectId: string): boolean =>
    users.some((user) => user.objectId === objectId) ||
    groups.some((group) => group.objectId === objectId) ||
    applications.some((application) => application.principalObjectId === objectId) ||
    (seed.servicePrincipals ?? []).some((principal) => principal.objectId === objectId);

  for (const { objectId, principalType } of seed.operators ?? []) {
    if (isKnown(objectId)) continue;
    switch (principalType) {
      case "User":
        users.push(completeUser({ objectId, displayName: "Operator" }, tenant, ids));
        break;
      case "Group": {
        const member = completeUser({ objectId: ids.guid(`operator of group/${objectId}`), displayName: "Operator" }, tenant, ids);
        users.push(member);
        groups.push({ objectId, displayName: "Operators", memberObjectIds: [member.objectId] });
        break;
      }
      case "ServicePrincipal":
        applications.push(
          completeApplication(
            {
              clientId: ids.guid(`operator client/${objectId}`),
              principalObjectId: objectId,
              displayName: "Operator",
              secrets: [{ value: ids.secret(`operator secret/${objectId}`), displayName: "rehearsal" }],
            },
            ids,
          ),
        );
        break;
    }
  }

  const deployer = completeDeployer(seed, ids);
  if (!applications.some((application) => application.clientId === deployer.clientId)) {
    applications.push(
      completeApplication(
        {
          clientId: deployer.clientId,
          principalObjectId: deployer.objectId,
          displayName: deployer.displayName,
          secrets: [{ value: deployer.clientSecret, displayName: "rehearsal" }],
          graphRoles: deployer.graphRoles,
        },
        ids,
      ),
    );
  }
  const roleAssignments: SeedRoleAssignment[] = [...(seed.roleAssignments ?? [])];
  if (deployer.subscriptionOwner) {
    roleAssignments.push({
      principalObjectId: deployer.objectId,
      principalType: "ServicePrincipal",
      roleDefinitionId: ownerRoleDefinitionId,
      scope: `/subscriptions/${subscriptionId}`,
    });
  }
  for (const user of users) addSecret(user.password);
  for (const application of applications) for (const secret of application.secrets) addSecret(secret.value);
  return {
    tenantDisplayName: tenant.displayName,
    users,
    groups,
    applications,
    servicePrincipals: seed.servicePrincipals ?? [],
    grants: seed.grants ?? [],
    armResources: seed.armResources ?? [],
    roleAssignments,
    operators: seed.operators ?? [],
    federatedIssuers: seed.federatedIssuers ?? [],
    membersMayRegister: seed.membersMayRegister ?? true,
    appManagement: seed.appManagement ?? {},
    subscription: {
      displayName: "Rehearsal",
      state: "Enabled",
      requiresMfa: false,
      unregistered: [],
      managedEnvironmentLimit: 15,
      ...seed.subscription,
    },
    deployer,
  };
}

function completeUser(user: SeedUser, tenant: Tenant, ids: IdSource): Required<SeedUser> {
  const displayName = user.displayName ?? "Callee";
  return {
    displayName,
    userPrincipalName: `${displayName.toLowerCase().replace(/\W+/g, ".")}.${user.objectId.slice(-4)}@${tenant.defaultDomain}`,
    userType: "Member",
    accountEnabled: true,
    calling: { kind: "answers", afterMs: 3000 },
    password: user.password ?? ids.secret(`password/${user.objectId}`),
    directoryRoles: [],
    ...user,
  };
}

function completeApplication(application: SeedApplication, ids: IdSource): Required<SeedApplication> {
  return {
    applicationObjectId: ids.guid(`seed application/${application.clientId}`),
    principalObjectId: ids.guid(`seed principal/${application.clientId}`),
    secrets: [],
    owners: [],
    graphRoles: [],
    ...application,
  };
}

function completeDeployer(seed: Seed, ids: IdSource): CompleteSeed["deployer"] {
  const clientId = seed.deployer?.clientId ?? ids.guid("deployer/client");
  const listed = seed.applications?.find((application) => application.clientId === clientId);
  return {
    clientId,
    objectId: listed?.principalObjectId ?? ids.guid("deployer/principal"),
    clientSecret: listed?.secrets?.[0]?.value ?? ids.secret("deployer/secret"),
    displayName: "Dialtone deployer",
    graphRoles: deployerGraphRoles,
    subscriptionOwner: true,
    ...seed.deployer,
  };
}
