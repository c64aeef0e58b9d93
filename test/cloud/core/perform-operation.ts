import type { CloudClock } from "./cloud-context.ts";
import type { FaultAction } from "./fault-rule.ts";
import type { FaultBook } from "./faults.ts";
import { decodeToken } from "./json-web-token.ts";
import { type Claims, type PlaneRequest, Refusal, type Reply } from "./operation.ts";
import type { PlaneEnvelope, RequestFacts } from "./plane-envelope.ts";
import type { StaleReads } from "./stale-reads.ts";

/** What came of a request: a reply, or a connection that is dropped. */
export interface Outcome {
  readonly reply: Reply | "drop" | "hold";
  /** Name of the fault rule that fired. */
  readonly fault?: string | undefined;
  /** How the simulation itself failed: its bug, and nobody else's. */
  readonly bug?: string | undefined;
}

export interface PerformParts {
  readonly clock: Pick<CloudClock, "sleep">;
  readonly faults: Pick<FaultBook, "takeNamed">;
  readonly staleReads: StaleReads;
}

/** Runs one operation with its faults around it: fault (before), authentication, api-version, handler, fault (after). */
export async function performOperation(
  request: PlaneRequest,
  verdict: Claims | Refusal | undefined,
  envelope: PlaneEnvelope,
  facts: RequestFacts,
  parts: PerformParts,
): Promise<Outcome> {
  const { operation } = request;
  const fault = parts.faults.takeNamed({
    plane: operation.plane,
    operation: operation.name,
    method: request.method,
    path: request.path,
    callerObjectId: request.caller?.oid ?? claimedObjectId(request.headers["authorization"]),
    clientId: operation.plane === "login" ? askedClientId(request) : undefined,
  });
  const action = fault?.action;
  if (action?.kind === "delay" && action.when !== "after-commit") await parts.clock.sleep(action.delayMs);
  if (action?.kind === "answer") return { reply: toFaultReply(action), fault: fault?.name };
  if (action?.kind === "drop" && action.when === "before-commit") return { reply: "drop", fault: fault?.name };

  const outcome = await settle(
    async () => {
      if (verdict instanceof Refusal) throw verdict;
      const sentVersion = request.query.get("api-version");
      if (operation.apiVersions !== undefined && !operation.apiVersions.includes(sentVersion ?? "")) {
        throw envelope.wrongApiVersion(facts, operation, sentVersion);
      }
      const fresh = await operation.handle({ ...request, injected: action?.kind === "operation-fails" ? action : undefined });
      if (action?.kind === "stale-read") return { reply: parts.staleReads.staleReply(request, fresh, () => envelope.notFound(facts)) };
      parts.staleReads.remember(request, fresh);
      return { reply: fresh };
    },
    envelope,
    facts,
  );
  if (action?.kind === "delay" && action.when === "after-commit") await parts.clock.sleep(action.delayMs);
  return { ...outcome, reply: toReplyAfter(action, outcome.reply), fault: fault?.name };
}

/** Turns a thrown Refusal into the plane's error reply; anything else into a 500 that says whose bug it is. */
export async function settle(run: () => Promise<Outcome>, envelope: PlaneEnvelope, facts: RequestFacts): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    const refusal = error instanceof Refusal ? error : toBugRefusal(error);
    const reply = { status: refusal.status, headers: refusal.headers, json: envelope.errorBody(refusal, facts) };
    return { reply, bug: error instanceof Refusal ? undefined : toBugLine(error) };
  }
}

function toBugRefusal(error: unknown): Refusal {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Refusal(500, "SimulationBug", `bug in the simulated cloud: ${told}`);
}

/** One line, for a list of them; the answer has the stack. */
function toBugLine(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split("\n", 1).join("");
}

function toReplyAfter(action: FaultAction | undefined, reply: Outcome["reply"]): Outcome["reply"] {
  if (action?.kind === "hold") return "hold";
  if (action?.kind === "answer-after-commit") return toFaultReply(action);
  return action?.kind === "drop" ? "drop" : reply;
}

function toFaultReply(action: {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}): Reply {
  const { status, headers = {}, body } = action;
  if (typeof body === "string")
    return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, bytes: Buffer.from(body) };
  return { status, headers, ...(body === undefined ? {} : { json: body }) };
}

/** The client that asks for a token, as it says in its form. */
function askedClientId({ body }: PlaneRequest): string | undefined {
  return new URLSearchParams(Buffer.from(body).toString("utf8")).get("client_id") ?? undefined;
}

/** Who the token says it is, unverified: fault rules may aim at a caller before it is authenticated. */
function claimedObjectId(authorization: string | undefined): string | undefined {
  const claimed = decodeToken(authorization?.replace(/^Bearer /i, "") ?? "")?.claims["oid"];
  return typeof claimed === "string" ? claimed : undefined;
}
