import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";
import { project, toMatching, toPage } from "./odata-page.ts";
import { type ODataQuery, parseODataQuery } from "./odata-query.ts";

/** `https://…/v1.0` of the request. */
export function toServiceRoot(request: PlaneRequest): string {
  return `${request.origin}/${request.path.split("/")[1] ?? "v1.0"}`;
}

/** What a context says is shown: `(id,displayName,owners())`. Source: OData 4.01 Protocol, 10.8 and 10.9 (projected and expanded entities), read 2026-11-25. */
function toSelected(query: Pick<ODataQuery, "select" | "expand"> | undefined): string {
  const expanded = (query?.expand ?? []).map(({ relation, select }) => `${relation}(${select?.join(",") ?? ""})`);
  const parts = [...(query?.select ?? []), ...expanded];
  return parts.length === 0 ? "" : `(${parts.join(",")})`;
}

/** One entity with its context. */
export function entityReply(
  request: PlaneRequest,
  context: string,
  body: JsonObject,
  options: { readonly query?: ODataQuery; readonly status?: number; readonly location?: string } = {},
): Reply {
  const { query } = options;
  const selected = toSelected(query);
  return {
    status: options.status ?? 200,
    headers: options.location === undefined ? {} : { location: options.location },
    json: {
      "@odata.context": `${toServiceRoot(request)}/$metadata#${context}${selected}/$entity`,
      ...(query === undefined ? body : project(body, query)),
    },
  };
}

/** A page of a collection with its context, count and next link. */
export function listReply(
  request: PlaneRequest,
  context: string,
  query: ODataQuery,
  bodies: readonly JsonObject[],
  show: (body: JsonObject) => JsonObject = (body) => project(body, query),
): Reply {
  const toItem = (body: JsonObject): JsonObject => ({
    ...(body["@odata.type"] === undefined ? {} : { "@odata.type": body["@odata.type"] }),
    ...show(body),
  });
  const { page, annotations } = toPage(request, query, bodies);
  const selected = toSelected(query);
  return {
    status: 200,
    json: {
      "@odata.context": `${toServiceRoot(request)}/$metadata#${context}${selected}`,
      ...annotations,
      value: page.map(toItem),
    },
  };
}

/** The number of what matches, as plain text (`/$count`); directory objects are counted with eventual consistency only. */
export function countReply(request: PlaneRequest, type: string, bodies: readonly JsonObject[]): Reply {
  if (request.headers["consistencylevel"]?.toLowerCase() !== "eventual") throw graphRefusals.unsupportedQuery();
  const count = toMatching(parseODataQuery(request, type, { isCounted: true }), bodies).length;
  return { status: 200, headers: { "content-type": "text/plain" }, bytes: Buffer.from(String(count)) };
}
