import { Refusal } from "../../core/operation.ts";

/** Refusals of Microsoft Graph's directory. Texts without a source are as they are seen in practice, ASSUMED in the rest. */
export const graphRefusals = {
  notFound: (key: string) =>
    new Refusal(
      404,
      "Request_ResourceNotFound",
      `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  malformedId: (key: string) => new Refusal(400, "Request_BadRequest", `Invalid object identifier '${key}'.`),
  /** Source: ../shared/facts/graph-calling.md 6.4. */
  insufficientPrivileges: () => new Refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
  badRequest: (message: string) => new Refusal(400, "Request_BadRequest", message),
  /** Source: OData/WebApi ODataResourceDeserializerTests (the library's own text), read 2026-11-25. */
  unknownProperty: (property: string, type: string) =>
    new Refusal(
      400,
      "Request_BadRequest",
      `The property '${property}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    ),
  readOnlyProperty: (property: string) => new Refusal(400, "Request_BadRequest", `Property '${property}' is read-only and cannot be set.`),
  /** Source: microsoftgraph/microsoft-graph-docs issue 138, read 2026-11-25. */
  wrongType: (property: string) =>
    new Refusal(400, "Request_BadRequest", `Property ${property} in payload has a value that does not match schema.`),
  invalidValue: (property: string, type: string) =>
    new Refusal(400, "Request_BadRequest", `Invalid value specified for property '${property}' of resource '${upperFirst(type)}'.`),
  missingProperty: (property: string, type: string) =>
    new Refusal(400, "Request_BadRequest", `A value is required for property '${property}' of resource '${upperFirst(type)}'.`),
  /** Source: ../shared/facts/graph-calling.md 6.4 (GC#1407, GC#4628). */
  invalidReference: () => new Refusal(400, "Request_BadRequest", "Not a valid reference update."),
  duplicateReference: (property: string) =>
    new Refusal(
      400,
      "Request_BadRequest",
      `One or more added object references already exist for the following modified properties: '${property}'.`,
    ),
  /** Text ASSUMED beyond the two properties that it is seen with (roles and scopes). */
  duplicateValues: (property: string) =>
    new Refusal(400, "Request_BadRequest", `Property ${property} has duplicate values. Please provide unique values.`),
  conflict: (message: string) => new Refusal(409, "Request_MultipleObjectsWithSameKeyValue", message),
  /** Source: OData/odata.net (text of the library), read 2026-11-26. */
  unknownFunction: (name: string) =>
    new Refusal(
      400,
      "BadRequest",
      `Invalid filter clause: An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
    ),
  invalidFilter: (message: string) => new Refusal(400, "BadRequest", `Invalid filter clause: ${message}`),
  /** Text as it is seen in practice. */
  unsortable: () => new Refusal(400, "Request_UnsupportedQuery", "Sorting not supported for current query."),
  /** Text as it is seen in practice. */
  searchWithoutConsistency: () =>
    new Refusal(
      400,
      "Request_UnsupportedQuery",
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    ),
  /** Source: https://learn.microsoft.com/graph/aad-advanced-queries, read 2026-11-25. */
  unsupportedQuery: () => new Refusal(400, "Request_UnsupportedQuery", "Unsupported Query."),
} as const;

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
