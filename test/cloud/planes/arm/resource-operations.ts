import type { Operation, PlaneRequest, Reply } from "../../core/operation.ts";
import { deleteResource } from "./resource-delete.ts";
import { hasResource, readResource, listResources } from "./resource-read.ts";
import { writeResource } from "./resource-write.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";

const group = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";

/** Scopes that an extension resource can be put on, by the depth of the resource below its group. */
const extensionScopes: readonly { readonly suffix: string; readonly path: string }[] = [
  { suffix: ".onSubscription", path: "/subscriptions/{subscriptionId}" },
  { suffix: ".onGroup", path: group },
  { suffix: "", path: `${group}/providers/{namespace}/{type1}/{name1}` },
  { suffix: ".onChild", path: `${group}/providers/{namespace}/{type1}/{name1}/{type2}/{name2}` },
  { suffix: ".onGrandchild", path: `${group}/providers/{namespace}/{type1}/{name1}/{type2}/{name2}/{type3}/{name3}` },
];

/** The operations of one type, from its table: method by method, at each path where ARM serves it. */
export function toResourceOperations(services: ResourceServices, kind: ResourceKind): readonly Operation[] {
  const { rules } = kind;
  const [namespace = "", ...types] = rules.type.split("/");
  const operation = (
    name: string,
    method: Operation["method"],
    path: string,
    handle: (request: PlaneRequest) => Reply | Promise<Reply>,
  ): Operation => ({
    name: `${rules.operation}.${name}`,
    plane: "arm",
    method,
    path,
    apiVersions: rules.apiVersions,
    audience: "arm",
    source: rules.source,
    handle,
  });
  const handlers = { GET: readResource, HEAD: hasResource, PUT: writeResource, PATCH: writeResource, DELETE: deleteResource } as const;
  // Whether it exists can be asked of every resource. Source: @azure/arm-resources 8.0.0 resources.checkExistence, read 2026-11-25.
  const methods = [...new Set([...rules.methods.filter((method) => method !== "LIST"), "HEAD" as const])];
  const onOne = (path: string, suffix: string): Operation[] =>
    methods.map((method) =>
      operation(`${method.toLowerCase()}${suffix}`, method, path, (request) => handlers[method](services, kind, request)),
    );
  const isListed = rules.methods.includes("LIST");
  /** A list at the scope that is left of the path when its last segments go. */
  const listAt = (name: string, path: string, segments: number): Operation[] =>
    isListed ? [operation(name, "GET", path, (request) => listResources(services, kind, request, parentOf(request.path, segments)))] : [];
  if (rules.scope === "extension") {
    return extensionScopes.flatMap(({ suffix, path }) => {
      const collection = `${path}/providers/${rules.type}`;
      return onOne(`${collection}/{name}`, suffix).concat(listAt(`list${suffix}`, collection, 3));
    });
  }
  const chain = types.map((type, at) => `${type}/{name${at + 1}}`);
  const path = `${group}/providers/${namespace}/${chain.join("/")}`;
  const collection = path.slice(0, path.lastIndexOf("/"));
  return types.length === 1
    ? [
        ...onOne(path, ""),
        ...listAt("list", collection, 3),
        ...listAt("listInSubscription", `/subscriptions/{subscriptionId}/providers/${rules.type}`, 3),
      ]
    : [...onOne(path, ""), ...listAt("list", collection, 1)];
}

/** The path without its last segments. */
function parentOf(path: string, segments: number): string {
  return path.replace(/\/$/, "").split("/").slice(0, -segments).join("/");
}
