import type { Operation, PlaneName } from "./operation.ts";
import { compilePathTemplate, type PathTemplate } from "./path-template.ts";

/** What the route table says about one request. */
export type Route =
  | { readonly kind: "found"; readonly operation: Operation; readonly params: Readonly<Record<string, string>> }
  /** The path is known, the method is not. */
  | { readonly kind: "other-method"; readonly allowed: readonly string[] }
  | { readonly kind: "unknown" }
  /** The path is not percent-encoded as URLs are. */
  | { readonly kind: "malformed" };

interface Entry {
  readonly operation: Operation;
  readonly template: PathTemplate;
}

/** Planes whose paths Microsoft compares without case. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, read 2026-11-25. */
const caselessPlanes: ReadonlySet<PlaneName> = new Set(["arm", "metadata", "vault", "registry"]);
/** Planes that speak OData: `/users('x')` and `/users/x` are the same address. Source: OData 4.01 URL conventions, 4.3.1 and 4.3.6, read 2026-11-25. */
const odataPlanes: ReadonlySet<PlaneName> = new Set(["graph", "calls"]);

/** Finds the operation for a method and a path among those of one origin; more literal templates win. */
export function createRouter(operations: readonly Operation[]): (method: string, path: string) => Route {
  const entries: Entry[] = operations
    .map((operation) => ({
      operation,
      template: compilePathTemplate(operation.path, { ignoreCase: caselessPlanes.has(operation.plane) }),
    }))
    .sort((left, right) => (left.template.weight < right.template.weight ? -1 : 1));
  const isOdata = operations.some((operation) => odataPlanes.has(operation.plane));

  const isArm = operations.some(({ plane }) => plane === "arm");

  function find(method: string, segments: readonly string[]): Route {
    const allowed: string[] = [];
    for (const { operation, template } of entries) {
      const params = template.match(segments);
      if (params === undefined) continue;
      if (operation.method === method) return { kind: "found", operation, params };
      allowed.push(operation.method);
    }
    return allowed.length === 0 ? { kind: "unknown" } : { kind: "other-method", allowed };
  }

  return (method, path) => {
    const segments = toSegments(path);
    if (segments === undefined) return { kind: "malformed" };
    const route = find(method, segments);
    // @azure/arm-resources and arm-authorization send an empty segment where a resource has no parent.
    if (route.kind === "unknown" && isArm)
      return find(
        method,
        segments.filter((segment) => segment !== ""),
      );
    if (route.kind !== "unknown" || !isOdata) return route;
    const byKey = find(method, segments.flatMap(toKeySegments));
    if (byKey.kind !== "unknown" || method !== "POST") return byKey;
    return find(method, segments.flatMap(toKeySegments).map(withoutNamespace));
  };
}

/**
 * Decodes per segment, so that an encoded slash stays inside its segment. One trailing slash is ignored, and so is a
 * doubled leading one: @azure/arm-authorization sends `//subscriptions/…` for a scope that begins with a slash.
 */
function toSegments(path: string): string[] | undefined {
  try {
    return path
      .replace(/^\/{2,}/, "/")
      .replace(/\/$/, "")
      .split("/")
      .slice(1)
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** `microsoft.graph.addPassword` -> `addPassword`: an action may be named with its namespace. Source: OData 4.01 URL conventions, 4.5.2, read 2026-11-26. */
function withoutNamespace(segment: string): string {
  return segment.replace(/^microsoft\.graph\.(?=[a-z]\w*$)/, "");
}

/** `users('x')` -> `users`, `x`; `servicePrincipals(appId='x')` -> `servicePrincipals`, `(appId='x')`. */
function toKeySegments(segment: string): string[] {
  const [, name, key] = /^([A-Za-z][\w.]*)\((.+)\)$/.exec(segment) ?? [];
  if (name === undefined || key === undefined) return [segment];
  const plain = /^'(.*)'$/.exec(key)?.[1] ?? (/^[0-9a-fA-F-]{36}$/.test(key) ? key : undefined);
  return [name, plain ?? `(${key})`];
}
