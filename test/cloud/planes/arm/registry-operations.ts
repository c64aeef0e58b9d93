import { Refusal } from "../../core/operation.ts";
import type { Operation } from "../../core/operation.ts";
import type { BuildSources } from "../registry/build-sources.ts";
import { armRefusals } from "./arm-refusals.ts";
import { idOf, requireAction, requireGroup } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { parseArmId } from "./arm-id.ts";
import { registryType } from "./types/registry.ts";
import { taskRunApiVersions } from "./types/task-run.ts";

const registry =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/{registryName}";

/** What a registry does beside being a resource: a place for a build context, and its runs. */
export function createRegistryOperations(services: ResourceServices, sources: BuildSources): readonly Operation[] {
  const common = {
    plane: "arm",
    apiVersions: taskRunApiVersions,
    audience: "arm",
    source: "azure-native 3.28 containerregistry/listRegistryBuildSourceUploadUrl; azure-cli acr, read 2026-11-25",
  } as const;
  const find = (registryId: string): string => {
    const resource = services.resources.get(registryId);
    const id = parseArmId(registryId);
    if (resource === undefined && id !== undefined) {
      requireGroup(services, id);
      throw armRefusals.resourceNotFound(registryType.type, id.name, id.resourceGroupName);
    }
    return resource?.id ?? registryId;
  };
  return [
    {
      ...common,
      name: "arm.registries.listBuildSourceUploadUrl",
      method: "POST",
      path: `${registry}/listBuildSourceUploadUrl`,
      handle: (request) => {
        const registryId = request.path.replace(/\/[^/]+\/?$/, "");
        requireAction(services, request, "Microsoft.ContainerRegistry/registries/listBuildSourceUploadUrl/action", registryId);
        find(registryId);
        return { status: 200, json: sources.open(request.params["registryName"] ?? "") };
      },
    },
    {
      ...common,
      name: "arm.runs.get",
      method: "GET",
      path: `${registry}/runs/{runId}`,
      handle: (request) => {
        const id = idOf(services, request);
        requireAction(services, request, "Microsoft.ContainerRegistry/registries/runs/read", id.parentId);
        find(id.parentId);
        const run = services.resources
          .list("Microsoft.ContainerRegistry/registries/taskRuns")
          .map(({ properties }) => properties["runResult"] as { readonly id: string; readonly name: string } | undefined)
          .find((result) => result?.name === id.name && result.id.toLowerCase().startsWith(`${id.parentId.toLowerCase()}/`));
        if (run === undefined) throw new Refusal(404, "ResourceNotFound", `The run '${id.name}' was not found.`);
        return { status: 200, json: run };
      },
    },
  ];
}
