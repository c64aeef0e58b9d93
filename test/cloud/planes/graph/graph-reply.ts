import type { PlaneRequest, Reply } from "../../core/operation.ts";
import type { JsonObject } from "./directory-object.ts";
import { type ODataQuery, project, toPage } from "./odata-query.ts";

/** `https://…/v1.0` of the request. */
export function toServiceRoot(request: PlaneRequest): string {
  return `${request.origin}/${request.path.split("/")[1] ?? "v1.0"}`;
}

/** One entity with its context. */
export function entityReply(
  request: PlaneRequest,
  context: string,
  body: JsonObject,
  options: { readonly query?: Pick<ODataQuery, "select" | "shown">; readonly status?: number; readonly location?: string } = {},
): Reply {
  const { query = { select: undefined, shown: undefined } } = options;
  const selected = query.select === undefined ? "" : `(${query.select.join(",")})`;
  return {
    status: options.status ?? 200,
    headers: options.location === undefined ? {} : { location: options.location },
    json: { "@odata.context": `${toServiceRoot(request)}/$metadata#${context}${selected}/$entity`, ...project(body, query) },
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
  const selected = query.select === undefined ? "" : `(${query.select.join(",")})`;
  return {
    status: 200,
    json: {
      "@odata.context": `${toServiceRoot(request)}/$metadata#${context}${selected}`,
      ...annotations,
      value: page.map(toItem),
    },
  };
}

/** The number of things as plain text (`/$count`). */
export function countReply(count: number): Reply {
  return { status: 200, headers: { "content-type": "text/plain" }, bytes: Buffer.from(String(count)) };
}
