import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** Environment variables that point a client of that kind at the simulated cloud, signed in as the deployer. */
export type ClientEnvironments = Readonly<Record<"node" | "go" | "pulumi" | "terraform", Readonly<Record<string, string>>>>;

/**
 * What each kind of client reads. Sources: @azure/identity EnvironmentCredential and AZURE_AUTHORITY_HOST
 * (https://learn.microsoft.com/javascript/api/overview/azure/identity-readme#environment-variables), Go's crypto/x509
 * (SSL_CERT_FILE), terraform-provider-azuread and pulumi-azure-native (ARM_*, ARM_METADATA_HOSTNAME), read 2026-11-25.
 * Instance discovery has no variable in @azure/identity: pass `disableInstanceDiscovery: true`, or
 * ARM_DISABLE_INSTANCE_DISCOVERY to azure-native.
 */
export function createClientEnvironments({ description }: RunningCloud): ClientEnvironments {
  const { deployer, tenantId, subscriptionId, login, metadataHost, caFile } = description;
  const azureSdk = {
    AZURE_AUTHORITY_HOST: login,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: deployer.clientId,
    AZURE_CLIENT_SECRET: deployer.clientSecret,
    AZURE_SUBSCRIPTION_ID: subscriptionId,
  };
  const provider = {
    ARM_METADATA_HOSTNAME: metadataHost,
    ARM_TENANT_ID: tenantId,
    ARM_SUBSCRIPTION_ID: subscriptionId,
    ARM_CLIENT_ID: deployer.clientId,
    ARM_CLIENT_SECRET: deployer.clientSecret,
    ARM_USE_CLI: "false",
    SSL_CERT_FILE: caFile,
  };
  return {
    node: { ...azureSdk, NODE_EXTRA_CA_CERTS: caFile },
    go: { ...azureSdk, SSL_CERT_FILE: caFile },
    pulumi: { ...provider, ARM_DISABLE_INSTANCE_DISCOVERY: "true", NODE_EXTRA_CA_CERTS: caFile },
    terraform: provider,
  };
}
