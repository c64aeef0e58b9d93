import { type PlaneRequest, Refusal } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import { entityTypes, navigationProperties, selectOnlyProperties } from "./entity-types.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { parseSearch } from "./search.ts";

/** Query options of a request, checked against the type that they speak of. */
export interface ODataQuery {
  readonly select: readonly string[] | undefined;
  /** What is in the answer: the selected properties and the expanded relations; undefined: everything. */
  readonly shown: readonly string[] | undefined;
  readonly expand: readonly { readonly relation: string; readonly select: readonly string[] | undefined }[];
  readonly filter: Filter | undefined;
  readonly search: ((body: JsonObject) => boolean) | undefined;
  readonly orderBy: { readonly property: string; readonly isDescending: boolean } | undefined;
  /** Page size. Default 100, at most 999. Source: https://learn.microsoft.com/graph/paging, read 2026-11-25. */
  readonly top: number;
  readonly skipToken: number;
  readonly isCounted: boolean;
}

const knownOptions: ReadonlySet<string> = new Set([
  "$select",
  "$expand",
  "$filter",
  "$search",
  "$orderby",
  "$top",
  "$skiptoken",
  "$count",
  "$format",
]);
const defaultPageSize = 100;
const maxPageSize = 999;

/** Reads the query options. `$` may be missing, as Graph allows. */
export function parseODataQuery(request: PlaneRequest, type: string, known: { readonly isCounted?: boolean } = {}): ODataQuery {
  const options = new Map<string, string>();
  for (const [name, value] of request.query) {
    const option = name.startsWith("$")
      ? name.toLowerCase()
      : knownOptions.has(`$${name.toLowerCase()}`)
        ? `$${name.toLowerCase()}`
        : undefined;
    if (option === undefined) continue;
    if (!knownOptions.has(option)) throw new Refusal(400, "BadRequest", `The query parameter '${name}' is not supported.`);
    options.set(option, value);
  }
  const filterText = options.get("$filter");
  const filter = filterText === undefined ? undefined : parseFilter(filterText, type);
  const isCounted = known.isCounted === true || options.get("$count") === "true";
  const isEventual = request.headers["consistencylevel"]?.toLowerCase() === "eventual";
  if (filter?.isAdvanced === true && !(isCounted && isEventual)) throw graphRefusals.unsupportedQuery();
  if (isCounted && !isEventual) throw graphRefusals.unsupportedQuery();
  const searchText = options.get("$search");
  // Source: https://learn.microsoft.com/graph/aad-advanced-queries ($search, and $orderby beside $filter, are advanced), read 2026-11-25.
  if (searchText !== undefined && !isEventual) throw graphRefusals.searchWithoutConsistency();
  if (options.has("$orderby") && (filter !== undefined || searchText !== undefined) && !(isCounted && isEventual))
    throw graphRefusals.unsortable();
  const select = parseSelect(options.get("$select"), type);
  const expand = parseExpand(options.get("$expand"), type);
  return {
    select,
    shown: select === undefined ? undefined : [...select, ...expand.map(({ relation }) => relation)],
    expand,
    filter,
    search: searchText === undefined ? undefined : parseSearch(searchText, type),
    orderBy: parseOrderBy(options.get("$orderby"), type),
    top: parseTop(options.get("$top")),
    skipToken: parseSkipToken(options.get("$skiptoken")),
    isCounted,
  };
}

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

function parseSelect(text: string | undefined, type: string): readonly string[] | undefined {
  if (text === undefined || text.trim() === "" || text.trim() === "*") return undefined;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (entityTypes[type]?.[name] === undefined && !(name in (selectOnlyProperties[type] ?? {}))) {
      throw new Refusal(
        400,
        "BadRequest",
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
      );
    }
  }
  return names;
}

function parseExpand(text: string | undefined, type: string): ODataQuery["expand"] {
  if (text === undefined || text === "") return [];
  return [...text.matchAll(/(\w+)(?:\(([^)]*)\))?,?/g)].map(([, relation = "", options]) => {
    if (navigationProperties[type]?.includes(relation) !== true) {
      throw new Refusal(
        400,
        "BadRequest",
        `Parsing OData Select and Expand failed: Could not find a property named '${relation}' on type 'microsoft.graph.${type}'.`,
      );
    }
    const select = /\$select=([\w,]+)/.exec(options ?? "")?.[1]?.split(",");
    return { relation, select };
  });
}

function parseOrderBy(text: string | undefined, type: string): ODataQuery["orderBy"] {
  if (text === undefined) return undefined;
  const [property = "", direction = "asc"] = text.trim().split(/\s+/);
  if (entityTypes[type]?.[property] === undefined) {
    throw new Refusal(400, "BadRequest", `Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`);
  }
  return { property, isDescending: direction === "desc" };
}

function parseTop(text: string | undefined): number {
  if (text === undefined) return defaultPageSize;
  const top = Number(text);
  if (!Number.isInteger(top))
    throw new Refusal(
      400,
      "BadRequest",
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  if (top < 1 || top > maxPageSize)
    throw graphRefusals.badRequest(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  return top;
}

function parseSkipToken(text: string | undefined): number {
  if (text === undefined) return 0;
  const page = /^page:(\d+)$/.exec(Buffer.from(text, "base64url").toString("utf8"))?.[1];
  if (page === undefined)
    throw new Refusal(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    );
  return Number(page);
}
