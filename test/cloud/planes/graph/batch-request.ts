import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";

/** One request of a batch. */
export interface BatchStep {
  readonly stepId: string;
  readonly method: string;
  /** Below the version segment, with its query. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** Most requests in one batch. Source: https://learn.microsoft.com/graph/json-batching ("limited to 20"), read 2026-11-25. */
const maxSteps = 20;
const knownMembers: ReadonlySet<string> = new Set(["id", "method", "url", "headers", "body", "dependsOn"]);
const methods: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/**
 * The requests of a batch, in their order.
 * Source of the rules: https://learn.microsoft.com/graph/json-batching (ids unique, a body needs its content type, at most
 * 20, dependsOn names earlier ones); the sentences are ASSUMED. Read 2026-11-25.
 * @throws Refusal 400
 */
export function parseBatch(body: unknown): readonly BatchStep[] {
  if (!isRecord(body) || !Array.isArray(body["requests"])) throw badRequest("Invalid batch payload format.");
  const requests: readonly unknown[] = body["requests"];
  if (requests.length === 0) throw badRequest("Empty batch request is not allowed.");
  if (requests.length > maxSteps) {
    throw new Refusal(400, "MaximumValueExceeded", `Number of batch request steps exceeds the maximum value of ${maxSteps}.`);
  }
  const steps = requests.map(parseStep);
  const seen = new Set<string>();
  for (const { stepId, dependsOn } of steps) {
    if (seen.has(stepId)) throw badRequest(`Request Id : ${stepId} has to be unique in a batch.`);
    const unknown = dependsOn.find((name) => !seen.has(name));
    if (unknown !== undefined)
      throw badRequest(`Request Id : ${stepId} depends on ${unknown}, which is not an earlier request of the batch.`);
    seen.add(stepId);
  }
  return steps;
}

function parseStep(request: unknown): BatchStep {
  if (!isRecord(request)) throw badRequest("Invalid batch payload format.");
  const { id: stepId, method, url, headers = {}, body, dependsOn = [] } = request;
  const unknown = Object.keys(request).find((name) => !knownMembers.has(name));
  if (unknown !== undefined) throw badRequest(`Invalid batch payload format. The property '${unknown}' is not known.`);
  if (typeof stepId !== "string" || stepId === "") throw badRequest("Request id is missing in the batch.");
  if (typeof method !== "string" || !methods.has(method.toUpperCase())) throw badRequest(`Invalid method for request id : ${stepId}.`);
  if (typeof url !== "string" || url === "") throw badRequest(`Request url is missing for request id : ${stepId}.`);
  if (!isRecord(headers) || !Array.isArray(dependsOn)) throw badRequest("Invalid batch payload format.");
  const plainHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (body !== undefined && body !== null && plainHeaders["content-type"] === undefined) {
    throw badRequest(`Write request id : ${stepId} does not contain Content-Type header or body.`);
  }
  return { stepId, method: method.toUpperCase(), url, headers: plainHeaders, body, dependsOn: dependsOn.map(String) };
}

function badRequest(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}
