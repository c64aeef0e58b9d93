import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Operation, PlaneRequest, Reply } from "../../core/operation.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { checkBody, type Json } from "./body-check.ts";
import { checkTags } from "./check-tags.ts";
import { requireAction, requireGroup, requireSubscription } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import { dictionary, oneOf, structure, text } from "./shape.ts";
import { resourceGroupType } from "./types/resource-group.ts";

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
/** What carries tags: groups and the resources in them. Those of the subscription itself are not simulated. */
const scopes: readonly { readonly suffix: string; readonly path: string }[] = [
  { suffix: ".onGroup", path: group },
  { suffix: "", path: `${group}/providers/{namespace}/{type1}/{name1}` },
  { suffix: ".onChild", path: `${group}/providers/{namespace}/{type1}/{name1}/{type2}/{name2}` },
];
const properties = structure({ tags: dictionary(text()) }, { required: true });
const replacement = structure({ properties });
const change = structure({ operation: oneOf(["Replace", "Merge", "Delete"], { required: true }), properties });

type Tags = Record<string, string>;

/** Tags as a resource of their own (`az tag`), and the list of all that are in use. */
export function createTagsOperations(services: ResourceServices): readonly Operation[] {
  const { resources } = services;
  const common = {
    plane: "arm",
    audience: "arm",
    apiVersions: resourceGroupType.apiVersions,
    source: "@azure/arm-resources 8.0.0 api/tagsOperations, read 2026-11-26",
  } as const;
  const tagged = (request: PlaneRequest, verb: "read" | "write" | "delete"): ArmResource => {
    requireSubscription(services, request.params["subscriptionId"] ?? "");
    const scope = request.path.slice(0, request.path.toLowerCase().lastIndexOf("/providers/microsoft.resources/tags/"));
    requireAction(services, request, `Microsoft.Resources/tags/${verb}`, scope);
    const id = parseArmId(scope);
    if (id === undefined) throw new Refusal(400, "InvalidResourceId", `The resource id '${scope}' is invalid.`);
    const resource = resources.get(id.id);
    if (resource !== undefined) return resource;
    requireGroup(services, id);
    throw armRefusals.resourceNotFound(id.type, id.name, id.resourceGroupName);
  };
  const keep = (resource: ArmResource, tags: Tags): Reply => {
    checkTags(tags, resource.type);
    const kept = { ...resource, tags };
    resources.put(kept);
    return { status: 200, json: toAnswer(kept) };
  };
  const at = (name: string, method: Operation["method"], handle: (request: PlaneRequest) => Reply): Operation[] =>
    scopes.map(({ suffix, path }) => ({
      ...common,
      name: `arm.tags.${name}${suffix}`,
      method,
      path: `${path}/providers/Microsoft.Resources/tags/default`,
      handle,
    }));
  return [
    ...at("get", "GET", (request) => ({ status: 200, json: toAnswer(tagged(request, "read")) })),
    ...at("put", "PUT", (request) => {
      const resource = tagged(request, "write");
      return keep(resource, sentTags(checkBody(replacement, withoutIdentity(request.json()), undefined)));
    }),
    ...at("patch", "PATCH", (request) => {
      const resource = tagged(request, "write");
      const body = checkBody(change, request.json(), undefined);
      return keep(resource, changeTags(tagsOf(resource), body["operation"] as string, sentTags(body)));
    }),
    ...at("delete", "DELETE", (request) => {
      keep(tagged(request, "delete"), {});
      return { status: 200 };
    }),
    {
      ...common,
      name: "arm.tagNames.list",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/tagNames",
      handle: (request) => {
        const scope = `/subscriptions/${request.params["subscriptionId"] ?? ""}`;
        requireSubscription(services, request.params["subscriptionId"] ?? "");
        requireAction(services, request, "Microsoft.Resources/subscriptions/tagNames/read", scope);
        return { status: 200, json: { value: toTagNames(scope, resources.all().map(tagsOf)) } };
      },
    },
  ];
}

function tagsOf(resource: ArmResource): Tags {
  return (resource["tags"] ?? {}) as Tags;
}

function sentTags(body: Json): Tags {
  return ((body["properties"] as Json)["tags"] ?? {}) as Tags;
}

/** `id`, `name` and `type` may come back as read. */
function withoutIdentity(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  const { id: _id, name: _name, type: _type, ...rest } = body as Json;
  return rest;
}

/** Operations: @azure/arm-resources 8.0.0 (TagsPatchResource), read 2026-11-26; that Delete removes pairs, and not names, is ASSUMED. */
function changeTags(before: Tags, operation: string, sent: Tags): Tags {
  if (operation === "Replace") return sent;
  if (operation === "Merge") return { ...before, ...sent };
  return Object.fromEntries(Object.entries(before).filter(([name, value]) => sent[name] !== value));
}

function toAnswer(resource: ArmResource): unknown {
  return {
    id: `${resource.id}/providers/Microsoft.Resources/tags/default`,
    name: "default",
    type: "Microsoft.Resources/tags",
    properties: { tags: tagsOf(resource) },
  };
}

/** Every name in use, with its values and how often each is used. */
function toTagNames(scope: string, all: readonly Tags[]): unknown[] {
  const names = new Map<string, Map<string, number>>();
  for (const [name, value] of all.flatMap((tags) => Object.entries(tags))) {
    const values = names.get(name) ?? new Map<string, number>();
    names.set(name, values.set(value, (values.get(value) ?? 0) + 1));
  }
  const toCount = (value: number): unknown => ({ type: "Total", value });
  return [...names].map(([tagName, values]) => ({
    id: `${scope}/tagNames/${tagName}`,
    tagName,
    count: toCount([...values.values()].reduce((sum, count) => sum + count, 0)),
    values: [...values].map(([tagValue, count]) => ({
      id: `${scope}/tagNames/${tagName}/tagValues/${tagValue}`,
      tagValue,
      count: toCount(count),
    })),
  }));
}
