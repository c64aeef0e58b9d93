import type { Operation } from "../../core/operation.ts";
import { armRefusals } from "./arm-refusals.ts";
import { checkBody, isRecord } from "./body-check.ts";
import { answerOf } from "./resource-answer.ts";
import { callerOf, requireAction, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { list, oneOf, type Shape, structure, text } from "./shape.ts";
import { resourceGroupType } from "./types/resource-group.ts";

/** Cloud milliseconds that an export takes. ASSUMED. */
const exportMs = 300;
/** `ExportTemplateRequest`. Source: @azure/arm-resources 8.0.0, read 2026-11-25. */
const exportShape = structure({ resources: list(text()), options: text(), outputFormat: oneOf(["Json", "Bicep"]) });

/** A group as a template: what its resources would have to be sent as to be made again, names as they are. */
export function createExportTemplateOperation(services: ResourceServices): Operation {
  return {
    name: "arm.resourceGroups.exportTemplate",
    plane: "arm",
    method: "POST",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/exportTemplate",
    apiVersions: resourceGroupType.apiVersions,
    audience: "arm",
    source:
      "@azure/arm-resources 8.0.0 api/resourceGroups; https://learn.microsoft.com/rest/api/resources/resource-groups/export-template; ASSUMED: names are never parameters, Bicep is not made, read 2026-11-25",
    handle: (request) => {
      requireSubscription(services, request.params["subscriptionId"] ?? "");
      const groupId = request.path.replace(/\/exportTemplate\/?$/i, "");
      requireAction(services, request, "Microsoft.Resources/subscriptions/resourceGroups/exportTemplate/action", groupId);
      const group = services.resources.get(groupId);
      if (group === undefined) throw armRefusals.groupNotFound(request.params["resourceGroupName"] ?? "");
      const { resources = ["*"], outputFormat } = checkBody(exportShape, request.json(), undefined) as {
        resources?: string[];
        outputFormat?: string;
      };
      if (outputFormat === "Bicep") throw new Error("the simulated ARM exports JSON templates only, and was asked for Bicep");
      const wanted = new Set(resources.map((id) => id.toLowerCase()));
      const template = {
        $schema: "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        parameters: {},
        variables: {},
        resources: services.resources
          .below(groupId)
          .toReversed()
          .filter(({ id }) => wanted.has("*") || wanted.has(id.toLowerCase()))
          .flatMap((resource) => toTemplateResource(services, resource.id)),
      };
      const operation = services.operations.start({
        operation: "arm.resourceGroups.operation",
        method: "POST",
        resourceId: `${groupId}/exportTemplate`,
        callerObjectId: callerOf(request).oid,
        durationMs: exportMs,
        work: async () => {},
        succeeded: () => {},
        failed: () => {},
        result: () => ({ template }),
      });
      const where = {
        namespace: "Microsoft.Resources",
        location: group.location ?? "global",
        apiVersion: request.query.get("api-version") ?? "",
      };
      return { status: 202, headers: services.operations.headers(operation, "location", where) };
    },
  };
}

function toTemplateResource(services: ResourceServices, resourceId: string): unknown[] {
  const resource = services.resources.get(resourceId);
  const kind = resource === undefined ? undefined : services.kinds.get(resource.type.toLowerCase());
  // Deployments, and what lies on another resource, are not exported.
  if (
    resource === undefined ||
    kind === undefined ||
    kind.rules.scope === "extension" ||
    kind.rules.type === "Microsoft.Resources/deployments"
  )
    return [];
  const { id, name: _name, type, ...body } = answerOf(kind, resource) as Record<string, unknown> & { id: string };
  const names =
    id
      .split("/providers/")
      .at(-1)
      ?.split("/")
      .slice(1)
      .filter((_, at) => at % 2 === 1) ?? [];
  return [{ type, apiVersion: kind.rules.apiVersions.at(-1), name: names.join("/"), ...(writable(kind.rules.body, body) as object) }];
}

/** Without what only the service sets. */
function writable(shape: Shape, value: unknown): unknown {
  if (shape.kind !== "structure" || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const inner = shape.members[name];
      return inner === undefined || inner.readOnly === true ? [] : [[name, writable(inner, member)]];
    }),
  );
}
