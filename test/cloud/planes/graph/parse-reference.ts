import type { PlaneRequest } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** The URL that a `$ref` request names, and nothing beside it but annotations. */
export function parseReference(request: PlaneRequest): string {
  const body = request.json();
  const reference = isRecord(body) ? body["@odata.id"] : undefined;
  if (typeof reference !== "string") throw graphRefusals.badRequest("Invalid URL format specified in @odata.id for reference update.");
  return reference;
}
