import { rehearsalCloudVariable } from "../../infra/contract/cloud.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/** Sign-ins, engine settings and proxies of the person at the keyboard: none of them may reach a rehearsal. */
const foreignVariable =
  /^(?:ACTIONS_ID_TOKEN_|ARM_|AZURE_|AZUREAD_|MSI_|IDENTITY_|PULUMI_|DIALTONE_|NODE_EXTRA_CA_CERTS$|(?:https?|all|no)_proxy$)/i;

/** This process's environment without anything that signs in elsewhere or goes elsewhere. */
export function createChildEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreignVariable.test(name)));
}

/** What points any real client of ours at the simulated cloud. */
export function toCloudVariables(cloudFile: string, cloud: RunningCloud): Record<string, string> {
  return { [rehearsalCloudVariable]: cloudFile, NODE_EXTRA_CA_CERTS: cloud.description.caFile };
}

/** What a job of GitHub Actions has in its environment to ask for its token; nothing where the cloud has no pipeline. */
export function toPipelineVariables({ description: { pipeline } }: RunningCloud): Record<string, string> {
  if (pipeline === undefined) return {};
  return { ACTIONS_ID_TOKEN_REQUEST_URL: pipeline.requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: pipeline.requestToken };
}

/**
 * What a machine in Azure has in its environment to ask for tokens of its managed identity; nothing where the cloud has none.
 * Source: https://learn.microsoft.com/azure/container-apps/managed-identity (REST endpoint reference), read 2026-11-25.
 */
export function toMachineVariables({ description: { machine } }: RunningCloud, clientId: string): Record<string, string> {
  if (machine === undefined) return {};
  return { AZURE_CLIENT_ID: clientId, IDENTITY_ENDPOINT: machine.identityEndpoint, IDENTITY_HEADER: machine.identityHeader };
}

/**
 * The deployer's sign-in, under the names that both providers read.
 * Source: https://www.pulumi.com/registry/packages/azure-native/installation-configuration, read 2026-11-25.
 */
export function toDeployerVariables({ description }: RunningCloud): Record<string, string> {
  return {
    ARM_CLIENT_ID: description.deployer.clientId,
    ARM_CLIENT_SECRET: description.deployer.clientSecret,
    ARM_TENANT_ID: description.tenantId,
    ARM_SUBSCRIPTION_ID: description.subscriptionId,
    ARM_USE_CLI: "false",
  };
}
