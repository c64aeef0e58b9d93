import type { PropertyMap } from "../property-values.ts";
import { ProviderFailure } from "../provider-failure.ts";
import type { ArmClient } from "./arm-client.ts";

interface Caller {
  readonly clientId: string;
  readonly tenantId: string;
  readonly objectId: () => Promise<string>;
  /** A token of the provider's own sign-in for a resource. */
  readonly token: (audience: string) => Promise<string>;
}

type DataSource = (arm: ArmClient, args: PropertyMap, caller: Caller) => Promise<PropertyMap>;

/** API version of the registry functions: "Uses Azure REST API version" of listRegistryBuildSourceUploadUrl.d.ts and getTaskRun.d.ts. */
const tasksApiVersion = "2019-06-01-preview";

/** The functions of azure-native that we know, by token. */
export const azureNativeDataSources: Readonly<Record<string, DataSource>> = {
  "azure-native:authorization:getClientConfig": async (arm, _args, caller) => ({
    clientId: caller.clientId,
    objectId: await caller.objectId(),
    subscriptionId: arm.subscriptionId,
    tenantId: caller.tenantId,
  }),
  // Source: pulumi-azure-native provider.go (`getClientToken`: a token for `endpoint`, ARM where there is none), read 2026-11-25.
  "azure-native:authorization:getClientToken": async (_arm, args, caller) => {
    const { endpoint } = args;
    if (typeof endpoint !== "string")
      throw new ProviderFailure("getClientToken without an endpoint is not known to the azure-native stand-in");
    return { token: await caller.token(endpoint) };
  },
  "azure-native:containerregistry:listRegistryBuildSourceUploadUrl": async (arm, args) => {
    const path = `${toRegistryPath(arm, args)}/listBuildSourceUploadUrl`;
    const answer = await arm.run({ method: "POST", path, apiVersion: tasksApiVersion });
    return { relativePath: answer.json?.["relativePath"], uploadUrl: answer.json?.["uploadUrl"] };
  },
  "azure-native:containerregistry:getTaskRun": async (arm, args) => {
    const path = `${toRegistryPath(arm, args)}/taskRuns/${String(args["taskRunName"])}`;
    const answer = await arm.run({ method: "GET", path, apiVersion: tasksApiVersion });
    const { properties, ...rest } = answer.json ?? {};
    return { ...rest, ...(properties as object), azureApiVersion: tasksApiVersion };
  },
};

function toRegistryPath(arm: ArmClient, args: PropertyMap): string {
  const group = `/subscriptions/${arm.subscriptionId}/resourceGroups/${String(args["resourceGroupName"])}`;
  return `${group}/providers/Microsoft.ContainerRegistry/registries/${String(args["registryName"])}`;
}
