import { randomUUID } from "node:crypto";
import type { CloudClock } from "../../core/cloud-context.ts";
import type { Transcript } from "../../core/exchange.ts";
import { envelopeOf } from "../../core/envelopes/envelope-of.ts";
import type { FaultBook } from "../../core/faults.ts";
import type { Operation, PlaneRequest, Reply } from "../../core/operation.ts";
import { performOperation, type PerformParts, settle } from "../../core/perform-operation.ts";
import type { PlaneEnvelope, RequestFacts } from "../../core/plane-envelope.ts";
import { createRouter } from "../../core/router.ts";
import { createStaleReads } from "../../core/stale-reads.ts";
import { type BatchStep, parseBatch } from "./batch-request.ts";

export interface BatchParts {
  readonly clock: Pick<CloudClock, "sleep" | "wallMs">;
  readonly faults: Pick<FaultBook, "takeNamed">;
  readonly transcript: Pick<Transcript, "record">;
}

interface StepAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const source =
  "https://learn.microsoft.com/graph/json-batching, read 2026-11-25; steps run in their order, ASSUMED where they do not depend";

/**
 * `POST /$batch` of both versions: each step is answered by the operation that it names, with the caller's token and
 * the faults that are set for it. A step that nobody foresaw is put into the transcript as what it is.
 */
export function createBatchOperations(operations: readonly Operation[], { clock, faults, transcript }: BatchParts): readonly Operation[] {
  const route = createRouter(operations);
  const parts: PerformParts = { clock, faults, staleReads: createStaleReads() };

  async function answerStep(batch: PlaneRequest, version: string, step: BatchStep): Promise<StepAnswer> {
    const url = new URL(`/${version}/${step.url.replace(/^\/+/, "")}`, batch.origin);
    const found = route(step.method, url.pathname);
    const facts: RequestFacts = {
      method: step.method,
      path: url.pathname,
      query: url.searchParams,
      headers: { ...step.headers, authorization: batch.headers["authorization"] ?? "" },
      requestId: randomUUID(),
      wallMs: clock.wallMs(),
    };
    const envelope = envelopeOf(found.kind === "found" ? found.operation.plane : "graph");
    const { reply, bug } = await settle(
      async () => {
        if (found.kind === "other-method") throw envelope.otherMethod(facts, found.allowed);
        if (found.kind !== "found") throw envelope.unknownPath(facts);
        return performOperation(toStepRequest(batch, step, found, facts), undefined, envelope, facts, parts);
      },
      envelope,
      facts,
    );
    const told = found.kind === "found" && bug !== undefined ? `${found.operation.name}: ${bug}` : bug;
    if (found.kind !== "found" || bug !== undefined) recordUnforeseen(transcript, batch, step, url, facts, told);
    return toStepAnswer(step, reply === "hold" ? "drop" : reply, envelope, facts);
  }

  async function answer(request: PlaneRequest): Promise<Reply> {
    const version = request.path.split("/")[1] ?? "v1.0";
    const responses: StepAnswer[] = [];
    for (const step of parseBatch(request.json())) {
      const isBlocked = step.dependsOn.some((name) => (responses.find(({ id }) => id === name)?.status ?? 500) >= 400);
      responses.push(isBlocked ? toBlockedAnswer(step) : await answerStep(request, version, step));
    }
    return { status: 200, json: { responses } };
  }

  return (["v1.0", "beta"] as const).map((version) => ({
    name: version === "beta" ? "graph.beta.batch" : "graph.batch",
    plane: "graph",
    method: "POST",
    path: `/${version}/$batch`,
    audience: "graph",
    source,
    handle: answer,
  }));
}

function toStepRequest(
  batch: PlaneRequest,
  step: BatchStep,
  { operation, params }: { readonly operation: Operation; readonly params: Readonly<Record<string, string>> },
  facts: RequestFacts,
): PlaneRequest {
  return {
    operation,
    method: step.method,
    origin: batch.origin,
    path: facts.path.split("/").map(decodeURIComponent).join("/"),
    params,
    query: facts.query,
    headers: facts.headers,
    body: step.body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(step.body)),
    json: () => step.body,
    caller: batch.caller,
    injected: undefined,
    requestId: facts.requestId,
  };
}

function toStepAnswer(step: BatchStep, reply: Reply | string, envelope: PlaneEnvelope, facts: RequestFacts): StepAnswer {
  // ASSUMED: a step whose answer is lost inside Microsoft is one that timed out.
  const { status, headers, json, bytes }: Reply = typeof reply === "string" ? { status: 504 } : reply;
  const body = json ?? (bytes === undefined ? undefined : Buffer.from(bytes).toString("base64"));
  return {
    id: step.stepId,
    status,
    headers: {
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...Object.fromEntries(Object.entries({ ...headers }).map(([name, value]) => [toTitleCase(name), value])),
      "request-id": envelope.headers(facts)["request-id"] ?? facts.requestId,
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Source: https://learn.microsoft.com/graph/json-batching ("the individual requests that depend on it fail with 424"), read 2026-11-25. */
function toBlockedAnswer({ stepId }: BatchStep): StepAnswer {
  const error = { code: "FailedDependency", message: `One or more dependencies failed for request ${stepId}.` };
  return { id: stepId, status: 424, headers: { "Content-Type": "application/json" }, body: { error } };
}

function toTitleCase(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

function recordUnforeseen(
  transcript: Pick<Transcript, "record">,
  batch: PlaneRequest,
  step: BatchStep,
  url: URL,
  facts: RequestFacts,
  bug: string | undefined,
): void {
  transcript.record({
    at: new Date(facts.wallMs).toISOString(),
    plane: "graph",
    operation: undefined,
    bug,
    caller: batch.caller?.oid,
    method: step.method,
    url: url.href,
    requestHeaders: step.headers,
    requestBody: Buffer.from(JSON.stringify(step.body ?? null)),
    status: bug === undefined ? 400 : 500,
    responseHeaders: {},
    responseBody: new Uint8Array(),
    durationMs: 0,
    fault: undefined,
  });
}
