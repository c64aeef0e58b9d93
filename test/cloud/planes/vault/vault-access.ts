import type { CloudContext } from "../../core/cloud-context.ts";
import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { OpenVault } from "./vault-secrets.ts";

/** What an operation needs, in both of Key Vault's permission models. */
export interface SecretPermission {
  /** Data action of Azure RBAC, below `Microsoft.KeyVault/vaults/secrets/`. */
  readonly dataAction: string;
  /** Permission of an access policy. */
  readonly policy: string;
}

/** Undefined when the caller may; Key Vault's 403 otherwise. Sentence: piyushsachdeva/Terraform_AKS#2, read 2026-11-25. */
export function refuseSecretAccess(
  context: CloudContext,
  vault: OpenVault,
  request: PlaneRequest,
  secretName: string | undefined,
  permission: SecretPermission,
): Reply | undefined {
  const { caller } = request;
  if (caller === undefined) throw new TypeError(`${request.operation.name} was routed without a caller`);
  const properties = context.resources.get(vault.resourceId)?.properties ?? {};
  const scope = secretName === undefined ? vault.resourceId : `${vault.resourceId}/secrets/${secretName}`;
  const who = `appid=${caller.appid};oid=${caller.oid};iss=${caller.iss}`;
  const where = `${vault.vaultName};location=${context.resources.get(vault.resourceId)?.location ?? ""}`;
  if (properties["enableRbacAuthorization"] === true) {
    const action = `Microsoft.KeyVault/vaults/secrets/${permission.dataAction}`;
    if (context.azureRbac.allows(caller.oid, action, scope)) return undefined;
    return forbidden(
      "ForbiddenByRbac",
      "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n" +
        `Caller: ${who}\r\nAction: '${action}'\r\nResource: '${scope.toLowerCase()}'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: ${where}\r\n`,
    );
  }
  const principals = new Set([caller.oid, ...context.directory.groupsOf(caller.oid)]);
  const policies = (properties["accessPolicies"] ?? []) as readonly {
    readonly objectId: string;
    readonly permissions: { readonly secrets?: readonly string[] };
  }[];
  const allowed = policies.some(
    ({ objectId, permissions }) =>
      principals.has(objectId) &&
      (permissions.secrets ?? []).some(
        (given) =>
          ["all", permission.policy].includes(given.toLowerCase()) && !(given.toLowerCase() === "all" && permission.policy === "purge"),
      ),
  );
  if (allowed) return undefined;
  return forbidden(
    "ForbiddenByPolicy",
    `The user, group or application '${who}' does not have secrets ${permission.policy} permission on key vault '${where}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
  );
}

/** Key Vault's 403 with the inner code that tells the cases apart. */
export function forbidden(innerCode: string, message: string): Reply {
  return { status: 403, json: { error: { code: "Forbidden", message, innererror: { code: innerCode } } } };
}
