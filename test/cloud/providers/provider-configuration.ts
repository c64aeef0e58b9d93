import type { ConnectionSettings } from "./connection.ts";
import type { CheckFailure } from "./provider.ts";
import { toPlain, type PropertyMap } from "./property-values.ts";
import { ProviderFailure } from "./provider-failure.ts";

/** Arguments of the two provider resources that the stand-ins know; anything else is refused by name. */
const knownArguments = {
  azuread: ["clientId", "clientSecret", "environment", "metadataHost", "tenantId", "useCli", "useMsi", "useOidc"],
  "azure-native": [
    "clientId",
    "clientSecret",
    "disableInstanceDiscovery",
    "disablePulumiPartnerId",
    "environment",
    "location",
    "metadataHost",
    "subscriptionId",
    "tenantId",
    "useMsi",
    "useOidc",
  ],
} as const;

const userAgents = {
  azuread:
    "HashiCorp Terraform/ (+https://www.terraform.io) Terraform Plugin SDK/2.38.1 terraform-provider-azuread/dev pid-222c6c49-1b0a-5959-a213-6608f9eb8820",
  "azure-native": "azsdk-go-pulumi-azure-native/3.28.0 (stand-in) pid-a90539d8-a7a6-5826-95c4-1fbef22d4b22",
} as const;

/** Arguments that the stand-in does not know, each by its name. */
export function findUnknownArguments(packageName: keyof typeof knownArguments, configuration: PropertyMap): readonly CheckFailure[] {
  const known: readonly string[] = knownArguments[packageName];
  return Object.keys(configuration)
    .filter((name) => !known.includes(name) && name !== "version" && !name.startsWith("__"))
    .map((property) => ({ property, reason: `provider argument ${property} is not known to the ${packageName} stand-in` }));
}

/**
 * Where a provider's configuration comes from: its arguments, then ARM_* of the environment, as with the real ones.
 * @throws ProviderFailure naming what is missing or unknown
 */
export function toConnectionSettings(
  packageName: keyof typeof knownArguments,
  configuration: PropertyMap,
  environment: NodeJS.ProcessEnv,
): ConnectionSettings {
  const args = toPlain(configuration);
  const unknown = findUnknownArguments(packageName, args);
  if (unknown.length > 0) throw new ProviderFailure(unknown.map(({ reason }) => reason).join("; "));
  const pick = (name: string, variable: string): string => {
    const value = args[name] ?? environment[variable];
    if (typeof value === "string" && value !== "") return value;
    throw new ProviderFailure(
      `${packageName} needs ${name} (or ${variable}); was a resource created without the explicit provider of the stack?`,
    );
  };
  return {
    tenantId: pick("tenantId", "ARM_TENANT_ID"),
    clientId: pick("clientId", "ARM_CLIENT_ID"),
    clientSecret: pick("clientSecret", "ARM_CLIENT_SECRET"),
    metadataHost: pick("metadataHost", "ARM_METADATA_HOSTNAME"),
    userAgent: userAgents[packageName],
    readsOpenIdConfiguration: packageName === "azure-native",
  };
}

/** The subscription that azure-native works in. */
export function toSubscriptionId(configuration: PropertyMap, environment: NodeJS.ProcessEnv): string {
  const value = toPlain(configuration)["subscriptionId"] ?? environment["ARM_SUBSCRIPTION_ID"];
  if (typeof value === "string" && value !== "") return value;
  throw new ProviderFailure("azure-native needs subscriptionId (or ARM_SUBSCRIPTION_ID)");
}
