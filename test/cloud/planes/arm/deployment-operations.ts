import { isDeepStrictEqual } from "node:util";
import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest } from "../../core/operation.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { checkBody, isRecord } from "./body-check.ts";
import { toTemplateResources, type TemplateResource } from "./deployment-kind.ts";
import { answerOf } from "./resource-answer.ts";
import { callerOf, idOf, injectedFailure, requireAction } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { oneOf, structure, text } from "./shape.ts";
import { deploymentType } from "./types/deployment.ts";

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const one = `${group}/providers/Microsoft.Resources/deployments/{deploymentName}`;
/** Cloud milliseconds that a what-if takes. ASSUMED. */
const whatIfMs = 500;

/** What a deployment is asked beside being made: whether it would work, what it would change, what it did. */
export function createDeploymentOperations(services: ResourceServices): readonly Operation[] {
  const common = {
    plane: "arm",
    apiVersions: deploymentType.apiVersions,
    audience: "arm",
    source: "@azure/arm-resourcesdeployments 2.0.0 api/deployments, api/deploymentOperations, read 2026-11-25",
  } as const;
  const action = (request: PlaneRequest, verb: string): string => {
    const id = request.path
      .replace(/\/(validate|whatIf|exportTemplate|cancel|operations)\/?$/i, "")
      .replace(/\/deployments\/([^/]+)$/i, "/providers/Microsoft.Resources/deployments/$1");
    const deploymentId = id.replace(/(\/providers\/Microsoft\.Resources)+\//i, "/providers/Microsoft.Resources/");
    idOf(services, { ...request, path: deploymentId });
    requireAction(services, request, `Microsoft.Resources/deployments/${verb}`, deploymentId);
    return deploymentId;
  };
  const found = (deploymentId: string) => {
    const deployment = services.resources.get(deploymentId);
    const name = deploymentId.split("/").at(-1) ?? "";
    if (deployment === undefined) throw new Refusal(404, "DeploymentNotFound", `Deployment '${name}' could not be found.`);
    return deployment;
  };
  /** The template's resources, as the sent body means them. */
  const resourcesOf = (
    request: PlaneRequest,
    deploymentId: string,
    more: Parameters<typeof structure>[0] = {},
  ): readonly TemplateResource[] => {
    const groupId = parseArmId(deploymentId)?.parentId ?? "";
    const properties = deploymentType.body.members["properties"];
    if (properties?.kind !== "structure") throw new TypeError("deployments have no properties");
    const shape = structure({
      ...deploymentType.body.members,
      location: text(),
      properties: structure({ ...properties.members, ...more }, { required: true }),
    });
    const body = checkBody(shape, request.json(), undefined);
    if (services.resources.get(groupId) === undefined) throw armRefusals.groupNotFound(parseArmId(groupId)?.name ?? "");
    const { template, parameters } = body["properties"] as { template?: unknown; parameters?: unknown };
    return toTemplateResources(services, template, parameters, groupId);
  };
  const idIn = (deploymentId: string, { type, name }: TemplateResource): string => {
    const [namespace = "", ...types] = type.split("/");
    const names = name.split("/");
    return `${parseArmId(deploymentId)?.parentId ?? ""}/providers/${namespace}/${types.map((part, at) => `${part}/${names[at] ?? ""}`).join("/")}`;
  };

  return [
    {
      ...common,
      name: "arm.deployments.validate",
      method: "POST",
      path: `${one}/validate`,
      handle: (request) => {
        const deploymentId = action(request, "validate/action");
        const resources = resourcesOf(request, deploymentId);
        const name = deploymentId.split("/").at(-1) ?? "";
        const properties = {
          mode: "Incremental",
          provisioningState: "Succeeded",
          timestamp: new Date(services.context.clock.wallMs()).toISOString(),
          duration: "PT0S",
          correlationId: request.requestId,
          providers: [],
          dependencies: [],
          validatedResources: resources.map((resource) => ({ id: idIn(deploymentId, resource) })),
        };
        return { status: 200, json: { id: deploymentId, name, type: deploymentType.type, properties } };
      },
    },
    {
      ...common,
      name: "arm.deployments.whatIf",
      method: "POST",
      path: `${one}/whatIf`,
      handle: (request) => {
        const deploymentId = action(request, "whatIf/action");
        const settings = structure({ resultFormat: oneOf(["ResourceIdOnly", "FullResourcePayloads"]) });
        const resources = resourcesOf(request, deploymentId, { whatIfSettings: settings });
        const changes = resources.map((resource) => toChange(services, idIn(deploymentId, resource), resource));
        const operation = services.operations.start({
          operation: "arm.deployments.operation",
          method: "POST",
          resourceId: `${deploymentId}/whatIf`,
          callerObjectId: callerOf(request).oid,
          durationMs: whatIfMs,
          injected: injectedFailure(request),
          work: async () => {},
          succeeded: () => {},
          failed: () => {},
          result: () => ({ status: "Succeeded", properties: { changes, potentialChanges: [], diagnostics: [] } }),
        });
        const location = services.resources.get(parseArmId(deploymentId)?.parentId ?? "")?.location ?? "global";
        const where = { namespace: "Microsoft.Resources", location, apiVersion: request.query.get("api-version") ?? "" };
        return { status: 202, headers: services.operations.headers(operation, "location", where) };
      },
    },
    {
      ...common,
      name: "arm.deployments.exportTemplate",
      method: "POST",
      path: `${one}/exportTemplate`,
      handle: (request) => ({
        status: 200,
        json: { template: found(action(request, "exportTemplate/action")).properties["template"] },
      }),
    },
    {
      ...common,
      name: "arm.deployments.cancel",
      method: "POST",
      path: `${one}/cancel`,
      handle: (request) => {
        const { name, properties } = found(action(request, "cancel/action"));
        // ASSUMED: what runs here cannot be cancelled half way; the refusal is the one of a deployment that is done.
        throw new Refusal(
          409,
          "DeploymentCannotBeCancelled",
          `The deployment '${name}' cannot be cancelled because the provisioning state is '${String(properties["provisioningState"])}'.`,
        );
      },
    },
    {
      ...common,
      name: "arm.deploymentOperations.list",
      method: "GET",
      path: `${group}/deployments/{deploymentName}/operations`,
      handle: (request) => {
        const deploymentId = action(request, "operations/read");
        const { properties } = found(deploymentId);
        const written = (properties["outputResources"] ?? []) as readonly { readonly id: string }[];
        const value = written.map(({ id }) => {
          const operationId = services.context.ids
            .hex(`deployment-operation:${deploymentId.toLowerCase()}:${id.toLowerCase()}`, 16)
            .toUpperCase();
          const target = parseArmId(id);
          return {
            id: `${deploymentId}/operations/${operationId}`,
            operationId,
            properties: {
              provisioningOperation: "Create",
              provisioningState: "Succeeded",
              timestamp: properties["timestamp"],
              duration: "PT0S",
              statusCode: "OK",
              targetResource: { id, resourceType: target?.type ?? "", resourceName: target?.name ?? "" },
            },
          };
        });
        return { status: 200, json: { value } };
      },
    },
  ];
}

/** What a deployment would do to one resource. Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if, read 2026-11-25. */
function toChange(services: ResourceServices, resourceId: string, resource: TemplateResource): unknown {
  const kind = services.kinds.get(resource.type.toLowerCase());
  const current = services.resources.get(resourceId);
  const { dependsOn: _dependsOn, comments: _comments, ...body } = resource;
  const after = { id: resourceId, ...body, name: resource.name.split("/").at(-1) };
  if (kind === undefined || current === undefined) return { resourceId, changeType: "Create", after };
  const before = answerOf(kind, current) as Record<string, unknown>;
  const delta = toDelta(body, before, "");
  return { resourceId, changeType: delta.length === 0 ? "NoChange" : "Modify", before, after, delta };
}

/** Where what is sent differs from what is there; what is not sent keeps its value. */
function toDelta(sent: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>, path: string): readonly unknown[] {
  return Object.entries(sent).flatMap(([name, after]) => {
    if (path === "" && ["type", "apiVersion", "name"].includes(name)) return [];
    const at = path === "" ? name : `${path}.${name}`;
    const was = before[name];
    if (isDeepStrictEqual(was, after)) return [];
    if (isRecord(after) && isRecord(was)) return toDelta(after, was, at);
    return [{ path: at, propertyChangeType: was === undefined ? "Create" : "Modify", before: was ?? null, after, children: null }];
  });
}
