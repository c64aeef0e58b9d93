import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { audiencesOf } from "./audiences.ts";
import type { CloudClock, Origins, TokenService } from "./cloud-context.ts";
import type { Transcript } from "./exchange.ts";
import { envelopeOf } from "./envelopes/envelope-of.ts";
import type { FaultBook } from "./faults.ts";
import { type Claims, type Operation, type PlaneName, type PlaneRequest, Refusal } from "./operation.ts";
import { type Outcome, performOperation, settle } from "./perform-operation.ts";
import type { PlaneEnvelope, RequestFacts } from "./plane-envelope.ts";
import { readBody } from "./request-body.ts";
import { createRouter, type Route } from "./router.ts";
import { sendReply } from "./send-reply.ts";
import { createStaleReads } from "./stale-reads.ts";

/** Largest body that is read before its sender is known, in bytes: 64 KiB. ASSUMED: room for a token request with a certificate chain. */
const maxUnauthenticatedBodyBytes = 65_536;
/** Largest body where an operation says nothing, in bytes: 4 MiB, as Microsoft Graph and ARM. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits, read 2026-11-25. */
const maxBodyBytes = 4_194_304;

/** What a pipeline needs of the cloud; a subset of `CloudContext`, so that a plane can be tested with its own. */
export interface PipelineContext {
  readonly clock: Pick<CloudClock, "sleep" | "wallMs">;
  readonly tokens: Pick<TokenService, "verify">;
  readonly faults: Pick<FaultBook, "takeNamed">;
  readonly transcript: Pick<Transcript, "record">;
  readonly origins: Pick<Origins, "graph" | "arm" | "nation">;
}

/**
 * Answers every request of one origin, always in this order: transcript, route, fault (before), authenticate,
 * api-version, handler, fault (after), transcript. A request that no operation foresaw is refused as Microsoft would
 * and recorded without an operation; a handler that throws anything but a Refusal is a bug of the simulation: 500,
 * recorded without an operation too, and as the bug that it is.
 */
export function createPipeline(
  context: PipelineContext,
  origin: string,
  operations: readonly Operation[],
  originPlane: PlaneName = operations[0]?.plane ?? "control",
): RequestListener {
  const route = createRouter(operations);
  const parts = { clock: context.clock, faults: context.faults, staleReads: createStaleReads() };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAtMs = context.clock.wallMs();
    const url = URL.parse(`${origin}${request.url ?? "/"}`);
    if (url === null) return void response.writeHead(400).end();
    const found = route(request.method ?? "GET", url.pathname);
    const operation = found.kind === "found" ? found.operation : undefined;
    const plane = operation?.plane ?? originPlane;
    const envelope = envelopeOf(plane);
    const facts: RequestFacts = {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: toPlainHeaders(request),
      requestId: randomUUID(),
      wallMs: startedAtMs,
    };
    // The token is judged early so that strangers cannot make us read much; the verdict is spoken in its place.
    const verdict = operation === undefined ? undefined : await judge(operation, facts.headers["authorization"]);
    const isStranger = operation === undefined || verdict instanceof Refusal;
    const body = await readBody(request, isStranger ? maxUnauthenticatedBodyBytes : (operation.maxBodyBytes ?? maxBodyBytes));
    // A client that went away in the middle of its own request: nothing of it happened.
    if (body === "aborted") return void response.destroy();

    const { reply, fault, bug } = await settle(() => resolve(found, verdict, body, envelope, facts), envelope, facts);
    const sent = sendReply(response, reply, envelope, facts);
    context.transcript.record({
      at: new Date(startedAtMs).toISOString(),
      plane,
      operation: bug === undefined ? operation?.name : undefined,
      bug: bug === undefined ? undefined : `${operation?.name ?? "no operation"}: ${bug}`,
      caller: verdict instanceof Refusal ? undefined : verdict?.oid,
      method: facts.method,
      url: url.href,
      requestHeaders: facts.headers,
      requestBody: body === "too-large" ? new Uint8Array() : body,
      ...sent,
      durationMs: context.clock.wallMs() - startedAtMs,
      fault,
    });
  }

  async function resolve(
    found: Route,
    verdict: Claims | Refusal | undefined,
    body: Uint8Array | "too-large",
    envelope: PlaneEnvelope,
    facts: RequestFacts,
  ): Promise<Outcome> {
    if (found.kind === "malformed") throw new Refusal(400, "BadRequest", "Bad Request");
    if (found.kind === "unknown") throw envelope.unknownPath(facts);
    if (found.kind === "other-method") throw envelope.otherMethod(facts, found.allowed);
    if (body === "too-large") throw verdict instanceof Refusal ? verdict : envelope.bodyTooLarge(facts);
    const planeRequest: PlaneRequest = {
      operation: found.operation,
      method: facts.method,
      origin,
      path: facts.path.split("/").map(decodeURIComponent).join("/"),
      params: found.params,
      query: facts.query,
      headers: facts.headers,
      body,
      json: () => parseJson(body, envelope, facts),
      caller: verdict instanceof Refusal ? undefined : verdict,
      injected: undefined,
      requestId: facts.requestId,
    };
    return performOperation(planeRequest, verdict, envelope, facts, parts);
  }

  async function judge(operation: Operation, authorization: string | undefined): Promise<Claims | Refusal | undefined> {
    if (operation.audience === "none") return undefined;
    try {
      return await context.tokens.verify(authorization, operation.plane, audiencesOf(operation.audience, context.origins));
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  return (request, response) => void answer(request, response);
}

function parseJson(body: Uint8Array, envelope: PlaneEnvelope, facts: RequestFacts): unknown {
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(facts.headers["content-type"] ?? "");
  if (!isJson && body.length > 0 && envelope.wrongContentType !== undefined) throw envelope.wrongContentType(facts);
  try {
    return JSON.parse(
      Buffer.from(body)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    ) as unknown;
  } catch {
    throw envelope.malformedBody(facts);
  }
}

function toPlainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}
