import type { Operation } from "../../core/operation.ts";
import { requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { botApiVersions, botType } from "./types/bot.ts";
import { registryApiVersions, registryType } from "./types/registry.ts";
import { storageAccountType, storageApiVersions } from "./types/storage-account.ts";

/** Whether a name that is one in the world is free: storage accounts, registries, bots. */
export function createNameAvailabilityOperations(services: ResourceServices): readonly Operation[] {
  const inSubscription = (namespace: string, type: string, apiVersions: readonly string[]): Operation => ({
    name: `arm.${namespace.split(".")[1]?.toLowerCase() ?? ""}.checkNameAvailability`,
    plane: "arm",
    method: "POST",
    path: `/subscriptions/{subscriptionId}/providers/${namespace}/checkNameAvailability`,
    apiVersions,
    audience: "arm",
    source: "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/check-name-availability and its like, read 2026-11-25",
    handle: (request) => {
      requireSubscription(services, request.params["subscriptionId"] ?? "");
      requireAction(
        services,
        request,
        `${namespace}/checkNameAvailability/read`,
        `/subscriptions/${request.params["subscriptionId"] ?? ""}`,
      );
      const { name = "" } = request.json() as { name?: string };
      const taken = isTaken(services, type, name);
      return {
        status: 200,
        json: taken
          ? { nameAvailable: false, reason: "AlreadyExists", message: `The name ${name} is already in use.` }
          : { nameAvailable: true },
      };
    },
  });
  return [
    inSubscription("Microsoft.Storage", storageAccountType.type, storageApiVersions),
    inSubscription("Microsoft.ContainerRegistry", registryType.type, registryApiVersions),
    {
      name: "arm.bots.checkNameAvailability",
      plane: "arm",
      method: "POST",
      path: "/providers/Microsoft.BotService/checkNameAvailability",
      apiVersions: botApiVersions,
      audience: "arm",
      source: "@azure/arm-botservice 4.0.0 bots.getCheckNameAvailability, read 2026-11-25",
      handle: (request) => {
        const { name = "" } = request.json() as { name?: string };
        const taken = isTaken(services, botType.type, name);
        return { status: 200, json: { valid: !taken, message: taken ? "Id is already in use." : "" } };
      },
    },
  ];
}

function isTaken(services: ResourceServices, type: string, name: string): boolean {
  return services.resources.list(type).some((resource) => resource.name.toLowerCase() === name.toLowerCase());
}
