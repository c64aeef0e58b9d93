/** What the cloud said of the resources that are there, by type; of several of one type, the first. */
export type MadeResources = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Where a placeholder's value is: the type of a resource, and the output of it. Only names and ids; no secret is among them. */
const outputOfPlaceholder: Readonly<Record<string, readonly [type: string, output: string]>> = {
  resourceGroupName: ["azure-native:resources:ResourceGroup", "name"],
  clientId: ["azuread:index/application:Application", "clientId"],
  principalObjectId: ["azuread:index/servicePrincipal:ServicePrincipal", "objectId"],
  vaultName: ["azure-native:keyvault:Vault", "name"],
  botName: ["azure-native:botservice:Bot", "name"],
};

/** Values that the configuration names, under the placeholders' own names. */
const configured = ["tenantId", "displayName"] as const;

/** The reader's own values for the placeholders of a fix, as far as a run came that did not reach its outputs. Pure. */
export function toReaderValues(
  stackName: string,
  configuration: Readonly<Record<string, unknown>>,
  made: MadeResources,
): Readonly<Record<string, string>> {
  const entries: [string, unknown][] = [
    ["stack", stackName],
    ...configured.map((key): [string, unknown] => [key, configuration[key]]),
    ...Object.entries(outputOfPlaceholder).map(([name, [type, output]]): [string, unknown] => [name, made.get(type)?.[output]]),
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
