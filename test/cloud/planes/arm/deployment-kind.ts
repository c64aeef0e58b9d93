import { createHash } from "node:crypto";
import { Refusal } from "../../core/operation.ts";
import type { Claims } from "../../core/operation.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { isRecord } from "./body-check.ts";
import { toOperationError } from "./long-running.ts";
import { OperationFailure } from "./operation-failure.ts";
import { putResource } from "./resource-write.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";
import { evaluateTemplate } from "./template-expression.ts";
import type { TemplateScope } from "./template-expression.ts";
import { deploymentType } from "./types/deployment.ts";

/** A resource of a template, expressions evaluated. */
export interface TemplateResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly [member: string]: unknown;
}

const templateMembers: ReadonlySet<string> = new Set([
  "$schema",
  "contentVersion",
  "parameters",
  "variables",
  "resources",
  "outputs",
  "metadata",
  "languageVersion",
]);

/** Deployments: each resource of the template is written with the deployer's own rights, one after the other. */
export function deploymentKind(services: ResourceServices): ResourceKind {
  return {
    rules: deploymentType,
    behaviour: {
      admit: ({ id, body }) => {
        const { template, parameters, mode } = body["properties"] as { template?: unknown; parameters?: unknown; mode: string };
        if (mode === "Complete") throw new Refusal(400, "DeploymentModeNotSupported", "Deployments in mode Complete are not simulated.");
        toTemplateResources(services, template, parameters, id.parentId);
      },
      derive: ({ id, body }) => {
        const { template } = body["properties"] as { template: unknown };
        return {
          properties: {
            timestamp: new Date(services.context.clock.wallMs()).toISOString(),
            duration: "PT0S",
            correlationId: services.context.ids.guid(`deployment:${id.id.toLowerCase()}`),
            templateHash: String(BigInt(`0x${createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 15)}`)),
            providers: [],
            dependencies: [],
          },
        };
      },
      work: async (deployment, { id, caller }) => {
        const { template, parameters } = deployment.properties as { template?: unknown; parameters?: unknown };
        const written: { id: string }[] = [];
        for (const resource of toTemplateResources(services, template, parameters, id.parentId)) {
          written.push({ id: await deployOne(services, resource, id.parentId, caller) });
        }
        return { properties: { outputResources: written } };
      },
    },
  };
}

/** The resources of a template with these parameters. @throws Refusal InvalidTemplate */
export function toTemplateResources(
  services: ResourceServices,
  template: unknown,
  sentParameters: unknown,
  groupId: string,
): readonly TemplateResource[] {
  if (!isRecord(template) || !Array.isArray(template["resources"])) throw invalid("The template has no 'resources'.");
  const unknown = Object.keys(template).find((name) => !templateMembers.has(name));
  if (unknown !== undefined) throw invalid(`Could not find member '${unknown}' on object of type 'Template'.`);
  const group = services.resources.get(groupId);
  const scope: TemplateScope = {
    parameters: {},
    resourceGroup: { id: groupId, name: group?.name ?? "", location: group?.location ?? "" },
    subscriptionId: services.context.subscriptionId,
  };
  const parameters = toParameters(template["parameters"], sentParameters, scope);
  return template["resources"].map((resource: unknown) => {
    const evaluated = evaluateTemplate(resource, { ...scope, parameters });
    if (
      !isRecord(evaluated) ||
      typeof evaluated["type"] !== "string" ||
      typeof evaluated["name"] !== "string" ||
      typeof evaluated["apiVersion"] !== "string"
    ) {
      throw invalid("A resource needs 'type', 'name' and 'apiVersion'.");
    }
    if (services.kinds.get(evaluated["type"].toLowerCase()) === undefined)
      throw invalid(`The resource type '${evaluated["type"]}' is not valid, or is not simulated.`);
    return evaluated as unknown as TemplateResource;
  });
}

function toParameters(declared: unknown, sent: unknown, scope: TemplateScope): Record<string, unknown> {
  const declarations = isRecord(declared) ? declared : {};
  const values = isRecord(sent) ? sent : {};
  const surplus = Object.keys(values).find((name) => !Object.hasOwn(declarations, name));
  if (surplus !== undefined)
    throw invalid(
      `The template parameters '${surplus}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time.`,
    );
  return Object.fromEntries(
    Object.entries(declarations).map(([name, declaration]) => {
      const value = values[name];
      if (isRecord(value) && "value" in value) return [name, value["value"]];
      if (isRecord(declaration) && "defaultValue" in declaration) return [name, evaluateTemplate(declaration["defaultValue"], scope)];
      throw invalid(`The value for the template parameter '${name}' is not provided.`);
    }),
  );
}

async function deployOne(services: ResourceServices, resource: TemplateResource, groupId: string, caller: Claims): Promise<string> {
  const { type, apiVersion, name, dependsOn: _dependsOn, comments: _comments, ...body } = resource;
  const kind = services.kinds.get(type.toLowerCase());
  const [namespace = "", ...types] = type.split("/");
  const names = name.split("/");
  const id = parseArmId(`${groupId}/providers/${namespace}/${types.map((part, at) => `${part}/${names[at] ?? ""}`).join("/")}`);
  if (kind === undefined || id === undefined || names.length !== types.length)
    throw failed([{ code: "InvalidTemplate", message: `The resource name '${name}' does not fit its type '${type}'.` }]);
  try {
    if (!kind.rules.apiVersions.includes(apiVersion)) {
      throw new Refusal(
        400,
        "NoRegisteredProviderFound",
        `No registered resource provider found for API version '${apiVersion}' for type '${types.join("/")}'. The supported api-versions are '${kind.rules.apiVersions.join(", ")}'.`,
      );
    }
    if (!services.context.azureRbac.allows(caller.oid, `${kind.rules.type}/write`, id.id))
      throw armRefusals.unauthorized(caller, `${kind.rules.type}/write`, id.id);
    const { operation } = await putResource(services, kind, { id, sentBody: body, caller, method: "PUT", apiVersion });
    const error = await operation?.ended;
    if (error !== undefined) throw new OperationFailure(error.code, error.message, error.details);
  } catch (cause) {
    throw failed([toOperationError(cause)]);
  }
  return id.id;
}

/** Sentence: MicrosoftDocs/azure-docs, troubleshooting deployments, read 2026-11-25. */
function failed(details: OperationFailure["details"]): OperationFailure {
  return new OperationFailure(
    "DeploymentFailed",
    "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.",
    details,
  );
}

function invalid(message: string): Refusal {
  return new Refusal(400, "InvalidTemplate", `Deployment template validation failed: '${message}'.`);
}
