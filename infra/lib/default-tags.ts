import * as pulumi from "@pulumi/pulumi";

/**
 * Types that have Azure tags. An allow-list: the `tags` of an Entra application are a list of strings with meanings of
 * their own, and role assignments, tables and deployments have none.
 */
const taggedTypes: ReadonlySet<string> = new Set([
  "azure-native:resources:ResourceGroup",
  "azure-native:keyvault:Vault",
  "azure-native:storage:StorageAccount",
  "azure-native:containerregistry:Registry",
  "azure-native:app:ManagedEnvironment",
  "azure-native:app:ContainerApp",
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:operationalinsights:Workspace",
  "azure-native:botservice:Bot",
]);

/**
 * Puts the configured tags on every resource that is made afterwards and can carry them; nothing without tags. Done in
 * the program (a transformation, not a transform): the SDK's mock monitor runs no transforms.
 */
export function registerDefaultTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length === 0) return;
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    taggedTypes.has(type) ? { props: { ...props, tags: { ...tags, ...(props as { tags?: object }).tags } }, opts } : undefined,
  );
}
