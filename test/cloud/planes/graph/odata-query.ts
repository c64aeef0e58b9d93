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
/** Options of an expansion that are OData's, and refused for directory objects. */
const nestedOptions: ReadonlySet<string> = new Set(["$filter", "$orderby", "$top", "$skip", "$count", "$search", "$expand", "$levels"]);
const defaultPageSize = 100;
const maxPageSize = 999;

/** Reads the query options. `$` may be missing, as Graph allows. */
export function parseODataQuery(request: PlaneRequest, type: string, known: { readonly isCounted?: boolean } = {}): ODataQuery {
  const options = readOptions(request.query);
  const filterText = options.get("$filter");
  const filter = filterText === undefined ? undefined : parseFilter(filterText, type);
  const isCounted = known.isCounted === true || parseCount(options.get("$count"));
  const isEventual = request.headers["consistencylevel"]?.toLowerCase() === "eventual";
  if (filter?.isAdvanced === true && !(isCounted && isEventual)) throw graphRefusals.unsupportedQuery();
  if (isCounted && !isEventual) throw graphRefusals.unsupportedQuery();
  const searchText = options.get("$search");
  // Source: https://learn.microsoft.com/graph/aad-advanced-queries ($search, and $orderby beside $filter, are advanced), read 2026-11-25.
  if (searchText !== undefined && !isEventual) throw graphRefusals.searchWithoutConsistency();
  if (options.has("$orderby") && (filter !== undefined || searchText !== undefined) && !(isCounted && isEventual))
    throw graphRefusals.unsortable();
  const select = parseSelect(options.get("$select"), type, request.path.startsWith("/beta/"));
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

/** `$` may be missing, and names are compared without case, as Graph does. */
function readOptions(query: URLSearchParams): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of query) {
    const option = `$${name.replace(/^\$/, "").toLowerCase()}`;
    if (!name.startsWith("$") && !knownOptions.has(option)) continue;
    if (!knownOptions.has(option)) throw new Refusal(400, "BadRequest", `The query parameter '${name}' is not supported.`);
    // Source: OData/odata.net (text of the library), read 2026-11-26.
    if (options.has(option))
      throw new Refusal(400, "BadRequest", `Query option '${option}' was specified more than once, but it must be specified at most once.`);
    options.set(option, value);
  }
  return options;
}

function parseCount(text: string | undefined): boolean {
  if (text === undefined || text === "false" || text === "true") return text === "true";
  throw new Refusal(400, "BadRequest", `Invalid value '${text}' for $count query option found. Valid values are 'true', 'false'.`);
}

function parseSelect(text: string | undefined, type: string, isBeta: boolean): readonly string[] | undefined {
  if (text === undefined || text.trim() === "" || text.trim() === "*") return undefined;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (entityTypes[type]?.[name] === undefined && !(isBeta && name in (selectOnlyProperties[type] ?? {}))) {
      throw refuseExpand(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);
    }
  }
  return names;
}

function parseExpand(text: string | undefined, type: string): ODataQuery["expand"] {
  if (text === undefined || text === "") return [];
  const items = [...text.matchAll(/\s*(\w+)\s*(?:\(([^()]*)\))?\s*(?:,|$)/gy)];
  if (items.map(([item]) => item).join("") !== text || text.endsWith(",")) throw refuseExpand(`Syntax error in '${text}'.`);
  return items.map(([, relation = "", options = ""]) => {
    if (navigationProperties[type]?.includes(relation) !== true)
      throw refuseExpand(`Could not find a property named '${relation}' on type 'microsoft.graph.${type}'.`);
    return { relation, select: parseNestedSelect(options) };
  });
}

/** The one option that an expansion may have here. Source: https://learn.microsoft.com/graph/query-parameters (directory objects: $select alone), read 2026-11-26. */
function parseNestedSelect(options: string): readonly string[] | undefined {
  let select: readonly string[] | undefined;
  for (const option of options.split(";").filter((part) => part.trim() !== "")) {
    const [name = "", value = ""] = option.split("=").map((part) => part.trim());
    if (nestedOptions.has(name)) throw graphRefusals.unsupportedQuery();
    if (name !== "$select") throw refuseExpand(`Term '${name}' is not valid in a $select or $expand expression.`);
    select = value.split(",").map((property) => property.trim());
  }
  return select;
}

function refuseExpand(reason: string): Refusal {
  return new Refusal(400, "BadRequest", `Parsing OData Select and Expand failed: ${reason}`);
}

function parseOrderBy(text: string | undefined, type: string): ODataQuery["orderBy"] {
  if (text === undefined) return undefined;
  const [property = "", direction = "asc", ...rest] = text.trim().split(/\s+/);
  // ASSUMED: the directory sorts by one property.
  if (text.includes(",")) throw graphRefusals.unsortable();
  if (entityTypes[type]?.[property] === undefined) {
    throw new Refusal(400, "BadRequest", `Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`);
  }
  if (rest.length > 0 || (direction !== "asc" && direction !== "desc"))
    throw new Refusal(400, "BadRequest", `Syntax error at position ${property.length + 1} in '${text}'.`);
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
