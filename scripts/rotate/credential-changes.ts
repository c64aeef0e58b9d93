import type { OperationResult, ProvisionedResource } from "../engine/provision.ts";

/** The credentials themselves: with one of these, the application proves itself. */
const credentialTypes: ReadonlySet<string> = new Set([
  "azuread:index/applicationPassword:ApplicationPassword",
  "azuread:index/applicationCertificate:ApplicationCertificate",
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
]);
/** Logical names of the role assignments that come and go with a credential (infra/components/secret-vault.ts, calling-certificate.ts). */
const credentialRole = /^(?:dialtone-vault-credential-reader|dialtone-vault-certificate-maker|calling-certificate-[a-z0-9-]+-signer)-/;
/** Nothing happens to these in an update. */
const unchanged: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** What a preview would do beside what a rotation is for, each as `update Bot dialtone-bot`; empty where it may go on. Pure. */
export function findOtherChanges(preview: Pick<OperationResult, "resources">, removes: readonly string[]): readonly string[] {
  return preview.resources
    .filter(({ operation }) => !unchanged.has(operation))
    .filter((resource) => !isOfCredential(resource, removes))
    .map(({ operation, type, name }) => `${operation} ${type.split(":").at(-1) ?? type} ${name}`);
}

/** A credential that is there is touched by its removal alone, and only where it is to be removed. */
function isOfCredential({ type, name, operation }: ProvisionedResource, removes: readonly string[]): boolean {
  if (credentialTypes.has(type)) return operation === "create" || (operation === "delete" && removes.includes(toGenerationName(name)));
  if (type === "azure-native:authorization:RoleAssignment") return credentialRole.test(name);
  return type === "azure-native:keyvault:Secret" || type === "dialtone:index:CallingCertificate" || type.startsWith("pulumi:pulumi:");
}

/** `g2` of `calling-app-g2` and `calling-certificate-g2`. */
export function toGenerationName(logicalName: string): string {
  return logicalName.replace(/^calling-(?:app|certificate)-/, "");
}

/** Names of the generations that a state has. Pure. */
export function listDeployed(
  resources: readonly { readonly type: string; readonly urn: string; readonly id?: string }[],
): readonly string[] {
  const names = resources
    .filter(({ type, id }) => credentialTypes.has(type) && id !== undefined)
    .map(({ urn }) => toGenerationName(urn.split("::").at(-1) ?? ""));
  return [...new Set(names)];
}
