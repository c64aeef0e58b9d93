import type { PlaneRequest } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import type { ODataQuery } from "./odata-query.ts";

/** What a query shows of a body, in the order asked for. */
export function project(body: JsonObject, { shown }: Pick<ODataQuery, "shown">): JsonObject {
  return shown === undefined ? body : Object.fromEntries(shown.map((name) => [name, body[name] ?? null]));
}

/** What a query's filter and search let through. */
export function toMatching(
  { filter, search }: Pick<ODataQuery, "filter" | "search">,
  bodies: readonly JsonObject[],
): readonly JsonObject[] {
  return bodies.filter((body) => filter?.matches(body) !== false && search?.(body) !== false);
}

/** One page of what matches, with `@odata.count` and `@odata.nextLink` where they belong. */
export function toPage(
  request: PlaneRequest,
  query: ODataQuery,
  bodies: readonly JsonObject[],
): { readonly page: readonly JsonObject[]; readonly annotations: JsonObject } {
  const matching = [...toMatching(query, bodies)];
  const { orderBy } = query;
  if (orderBy !== undefined) {
    const direction = orderBy.isDescending ? -1 : 1;
    const keyOf = (body: JsonObject): string => {
      const key = body[orderBy.property];
      return typeof key === "string" ? key : "";
    };
    matching.sort((left, right) => direction * keyOf(left).localeCompare(keyOf(right)));
  }
  const end = query.skipToken + query.top;
  const annotations: JsonObject = query.isCounted ? { "@odata.count": matching.length } : {};
  if (end < matching.length) {
    const next = new URL(`${request.origin}${request.path}`);
    for (const [name, value] of request.query) if (name !== "$skiptoken") next.searchParams.append(name, value);
    next.searchParams.set("$skiptoken", Buffer.from(`page:${end}`).toString("base64url"));
    annotations["@odata.nextLink"] = next.href.replaceAll("%24", "$");
  }
  return { page: matching.slice(query.skipToken, end), annotations };
}
