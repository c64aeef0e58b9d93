import type { Operation, PlaneRequest, Reply } from "../../core/operation.ts";
import { fromBeta, toBeta } from "./beta-shape.ts";

/** One address of Graph's directory, in the versions that have it. */
export interface GraphRoute {
  /** Below `graph.`; beta's gets `beta.` in front. */
  readonly name: string;
  readonly method: Operation["method"];
  /** Below the version segment. */
  readonly path: string;
  readonly source: string;
  readonly handle: (request: PlaneRequest) => Reply | Promise<Reply>;
}

/** Both versions of every route: for what the directory holds, beta answers as v1.0, but for some names. */
export function toGraphOperations(routes: readonly GraphRoute[]): readonly Operation[] {
  return (["v1.0", "beta"] as const).flatMap((version) =>
    routes.map((route) => ({
      name: version === "beta" ? `graph.beta.${route.name}` : `graph.${route.name}`,
      plane: "graph" as const,
      method: route.method,
      path: `/${version}${route.path}`,
      audience: "graph" as const,
      source: route.source,
      handle: version === "beta" ? async (request) => toBeta(await route.handle(fromBeta(request)), request) : route.handle,
    })),
  );
}

/** A page of Microsoft's own reference. */
export function graphPage(name: string): string {
  return `https://learn.microsoft.com/graph/api/${name}, read 2026-11-25`;
}
