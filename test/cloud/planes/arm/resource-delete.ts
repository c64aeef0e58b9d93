import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { PlaneRequest, Reply } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { withState } from "./resource-answer.ts";
import { callerOf, idOf, injectedFailure, requireAction, requireGroup } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";

/** `DELETE`: 200 or 202; 204 when it was not there; 403. Children go first. */
export async function deleteResource(
  services: ResourceServices,
  kind: ResourceKind,
  request: PlaneRequest,
  actionType = kind.rules.type,
): Promise<Reply> {
  const { rules } = kind;
  const id = idOf(services, request, kind);
  requireAction(services, request, `${actionType}/delete`, id.id);
  const resource = services.resources.get(id.id);
  if (resource === undefined) {
    if (id.resourceGroupName !== undefined) requireGroup(services, id);
    return { status: 204 };
  }
  if (services.operations.isRunningOn(id.id)) throw armRefusals.busy(id.name);
  const injected = injectedFailure(request);
  const remove = (): Promise<void> => removeWithChildren(services, resource);
  if (rules.remove.style === "none") {
    if (injected !== undefined) throw new Refusal(409, injected.code, injected.message);
    await remove();
    return { status: rules.remove.status };
  }
  services.resources.put(withState(resource, "Deleting"));
  const operation = services.operations.start({
    operation: `${rules.operation}.operation`,
    method: "DELETE",
    resourceId: id.id,
    callerObjectId: callerOf(request).oid,
    durationMs: rules.remove.durationMs,
    injected,
    work: async () => {},
    succeeded: remove,
    failed: () => services.resources.put(withState(resource, "Failed")),
    result: () => undefined,
  });
  const headers = services.operations.headers(operation, rules.remove.style, {
    namespace: rules.type.split("/")[0] ?? "",
    location: resource.location ?? "global",
    apiVersion: request.query.get("api-version") ?? "",
  });
  return { status: rules.remove.status, headers };
}

/** Takes a resource and everything below it out of the cloud: what runs is stopped, deepest first, then all is forgotten. */
async function removeWithChildren(services: ResourceServices, resource: ArmResource): Promise<void> {
  const all = [...services.resources.below(resource.id), resource];
  for (const one of all) await services.kinds.get(one.type.toLowerCase())?.behaviour.removing?.(one);
  for (const one of all) {
    services.identities.release(one.id);
    services.resources.remove(one.id);
  }
}
