import type { CloudContext } from "../../core/cloud-context.ts";
import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { forbidden } from "./object-refusals.ts";
import type { OpenVault } from "./vaults.ts";

type Plural = "secrets" | "keys" | "certificates";

/** What an operation needs, in both of Key Vault's permission models. */
export interface VaultPermission {
  readonly of: Plural;
  /** Data action of Azure RBAC, below `Microsoft.KeyVault/vaults/<of>/`. */
  readonly dataAction: string;
  /** Data actions that do as well: with the public half of a key, whoever may read it. */
  readonly orDataAction?: string;
  /** Permission of an access policy. */
  readonly policy: string;
}

/** Undefined when the caller may; Key Vault's 403 otherwise. Sentence: piyushsachdeva/Terraform_AKS#2, read 2026-11-25. */
export function refuseObjectAccess(
  context: CloudContext,
  vault: OpenVault,
  request: PlaneRequest,
  objectName: string | undefined,
  permission: VaultPermission,
): Reply | undefined {
  const { caller } = request;
  if (caller === undefined) throw new TypeError(`${request.operation.name} was routed without a caller`);
  const properties = context.resources.get(vault.resourceId)?.properties ?? {};
  const scope = objectName === undefined ? vault.resourceId : `${vault.resourceId}/${permission.of}/${objectName}`;
  const who = `appid=${caller.appid};oid=${caller.oid};iss=${caller.iss}`;
  const where = `${vault.vaultName};location=${context.resources.get(vault.resourceId)?.location ?? ""}`;
  if (properties["enableRbacAuthorization"] === true) {
    const base = `Microsoft.KeyVault/vaults/${permission.of}/`;
    const enough = [permission.dataAction, ...(permission.orDataAction === undefined ? [] : [permission.orDataAction])];
    if (enough.some((action) => context.azureRbac.allows(caller.oid, `${base}${action}`, scope))) return undefined;
    return forbidden(
      "ForbiddenByRbac",
      "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n" +
        `Caller: ${who}\r\nAction: '${base}${permission.dataAction}'\r\nResource: '${scope.toLowerCase()}'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: ${where}\r\n`,
    );
  }
  const principals = new Set([caller.oid, ...context.directory.groupsOf(caller.oid)]);
  const policies = (properties["accessPolicies"] ?? []) as readonly {
    readonly objectId: string;
    readonly permissions: Partial<Record<Plural, readonly string[]>>;
  }[];
  const allowed = policies.some(
    ({ objectId, permissions }) =>
      principals.has(objectId) &&
      (permissions[permission.of] ?? [])
        .map((given) => given.toLowerCase())
        // `all` does not contain purge. Source: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview, read 2026-11-25.
        .some((given) => given === permission.policy.toLowerCase() || (given === "all" && permission.policy !== "purge")),
  );
  if (allowed) return undefined;
  return forbidden(
    "ForbiddenByPolicy",
    `The user, group or application '${who}' does not have ${permission.of} ${permission.policy} permission on key vault '${where}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
  );
}
