import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Operation } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { idOf, requireAction } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceType } from "./resource-type.ts";
import { containerAppType } from "./types/container-app.ts";
import { registryType } from "./types/registry.ts";
import { storageAccountType } from "./types/storage-account.ts";
import { workspaceType } from "./types/workspace.ts";

/** What ARM gives away to who may ask: keys of accounts and workspaces, credentials of registries, secrets of apps. */
export function createGivenSecretOperations(services: ResourceServices): readonly Operation[] {
  const { ids, transcript } = services.context;
  const operation = (rules: ResourceType, verb: string, source: string, answer: (resource: ArmResource) => unknown): Operation => ({
    name: `${rules.operation}.${verb}`,
    plane: "arm",
    method: "POST",
    path: `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/${rules.type}/{name}/${verb}`,
    apiVersions: rules.apiVersions,
    audience: "arm",
    source,
    handle: (request) => {
      const id = idOf(services, { ...request, path: request.path.replace(/\/[^/]+\/?$/, "") });
      requireAction(services, request, `${rules.type}/${verb}/action`, id.id);
      const resource = services.resources.get(id.id);
      if (resource === undefined) throw armRefusals.resourceNotFound(rules.type, id.name, id.resourceGroupName);
      return { status: 200, json: answer(resource) };
    },
  });
  /** 64 bytes, as keys of storage accounts and workspaces are. */
  const key = (resource: ArmResource, name: string): string => {
    const value = Buffer.from(ids.hex(`${name}:${resource.id.toLowerCase()}`, 128), "hex").toString("base64");
    transcript.addSecret(value);
    return value;
  };
  return [
    operation(storageAccountType, "listKeys", "@azure/arm-storage 21.0.0 storageAccounts.listKeys, read 2026-11-25", (account) => ({
      keys: ["key1", "key2"].map((keyName) => ({
        creationTime: (account.properties["keyCreationTime"] as Record<string, string> | undefined)?.[keyName],
        keyName,
        value: key(account, keyName),
        permissions: "FULL",
      })),
    })),
    operation(workspaceType, "sharedKeys", "@azure/arm-operationalinsights 11.0.0 sharedKeys, read 2026-11-25", (workspace) => ({
      primarySharedKey: key(workspace, "primary"),
      secondarySharedKey: key(workspace, "secondary"),
    })),
    operation(
      registryType,
      "listCredentials",
      "@azure/arm-containerregistry 12.0.0 registries.listCredentials; sentence: Azure/acr#159, read 2026-11-25",
      (registry) => {
        if (registry.properties["adminUserEnabled"] !== true) {
          throw new Refusal(
            400,
            "UnAuthorizedForCredentialOperations",
            `Cannot perform credential operations for ${registry.id} as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account`,
          );
        }
        const passwords = ["password", "password2"].map((name) => ({ name, value: key(registry, name) }));
        return { username: registry.name, passwords };
      },
    ),
    operation(containerAppType, "listSecrets", "@azure/arm-appcontainers 4.0.0 containerApps.listSecrets, read 2026-11-25", (app) => {
      const { secrets = [] } = (app.properties["configuration"] ?? {}) as { secrets?: readonly { readonly value?: string }[] };
      for (const { value } of secrets) if (value !== undefined) transcript.addSecret(value);
      return { value: secrets };
    }),
  ];
}
