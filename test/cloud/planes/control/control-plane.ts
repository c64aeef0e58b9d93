import type { CloudContext } from "../../core/cloud-context.ts";
import { type Operation, type Plane, type PlaneRequest, Refusal, type Reply } from "../../core/operation.ts";
import type { CallingService } from "../calls/calling-service.ts";
import { callingIssuer } from "../calling-keys/calling-keys-plane.ts";
import { advanceSchema, faultRuleSchema, ingressSchema, readControlBody, signSchema } from "./control-request.ts";

/** What the control surface steers beyond the context. */
export interface ControlParts {
  readonly calling: CallingService;
  /** Brings the cloud back to its seed. */
  readonly reset: () => Promise<void>;
}

const ours = "Dialtone's own: no Microsoft surface";

/**
 * The control surface of the simulated cloud, on an origin of its own: faults, clock, state, calling keys and tokens,
 * names of the ingress, reset. Every request needs `Authorization: Bearer <token printed at start>` (audience `control`,
 * checked by the pipeline): no credential of a client opens it.
 */
export function createControlPlane(context: CloudContext, parts: ControlParts): Plane {
  const operation = (
    name: string,
    method: Operation["method"],
    path: string,
    act: (request: PlaneRequest) => Reply | Promise<Reply>,
  ): Operation => ({
    name: `control.${name}`,
    plane: "control",
    method,
    path,
    audience: "control",
    source: ours,
    handle: act,
  });
  const { calling } = parts;
  /** Names that were registered here: a reset takes them away. */
  const names = new Set<string>();
  return {
    name: "control",
    operations: [
      operation("state.get", "GET", "/state", () => ok(toState(context, calling))),
      operation("calls.list", "GET", "/calls", () => ok({ value: calling.calls() })),
      operation("deliveries.list", "GET", "/deliveries", () => ok({ value: calling.deliveries() })),
      operation("faults.list", "GET", "/faults", () => ok({ value: context.faults.list() })),
      operation("faults.add", "POST", "/faults", (request) => addFault(context, request)),
      operation("clock.advance", "POST", "/clock/advance", async (request) => {
        await context.clock.advance(readControlBody(request, advanceSchema).ms);
        return ok({ now: new Date(context.clock.nowMs()).toISOString() });
      }),
      operation("keys.list", "GET", "/keys", () => ok({ current: calling.keys.currentKeyId(), value: calling.keys.keyIds() })),
      operation("keys.rotate", "POST", "/keys/rotate", async () => ok({ current: await calling.keys.rotate() })),
      operation("keys.withdraw", "DELETE", "/keys/{keyId}", (request) => {
        if (!calling.keys.withdraw(request.params["keyId"] ?? "")) throw new Refusal(404, "NotFound", "no published key has this id");
        return { status: 204 };
      }),
      operation("tokens.sign", "POST", "/tokens", (request) => signToken(context, calling, request)),
      operation("ingress.register", "PUT", "/ingress/{name}", (request) => {
        const name = registerName(context, request);
        names.add(name);
        return { status: 204 };
      }),
      operation("ingress.unregister", "DELETE", "/ingress/{name}", (request) => {
        context.ingressNames.unregister(request.params["name"] ?? "");
        return { status: 204 };
      }),
      operation("reset", "POST", "/reset", async () => {
        for (const name of names) context.ingressNames.unregister(name);
        names.clear();
        await parts.reset();
        return { status: 204 };
      }),
    ],
  };
}

const ok = (json: unknown): Reply => ({ status: 200, json });

function toState(context: CloudContext, calling: CallingService): Record<string, unknown> {
  const { clock, tenant, subscriptionId, faults, transcript } = context;
  const exchanges = transcript.exchanges();
  return {
    now: new Date(clock.nowMs()).toISOString(),
    wall: new Date(clock.wallMs()).toISOString(),
    rate: clock.rate,
    tenantId: tenant.tenantId,
    subscriptionId,
    counts: {
      calls: calling.calls().length,
      liveCalls: calling.calls().filter((call) => call.result === undefined).length,
      deliveries: calling.deliveries().length,
      faults: faults.list().length,
      exchanges: exchanges.length,
      unforeseen: exchanges.filter((exchange) => exchange.operation === undefined).length,
      bots: context.resources.list("Microsoft.BotService/botServices").length,
    },
  };
}

function addFault(context: CloudContext, request: PlaneRequest): Reply {
  const rule = readControlBody(request, faultRuleSchema);
  if (context.faults.list().some((known) => known.name === rule.name)) {
    throw new Refusal(409, "Conflict", `a fault rule named "${rule.name}" exists`);
  }
  context.faults.add(rule);
  return { status: 201, json: { ...rule, fired: 0 } };
}

/** A token of the calling service with anything in it: for those who test hosts. */
async function signToken(context: CloudContext, calling: CallingService, request: PlaneRequest): Promise<Reply> {
  const { claims, header, key, lifeSeconds } = readControlBody(request, signSchema);
  if (key !== "current" && key !== "unknown" && !calling.keys.keyIds().includes(key)) {
    throw new Refusal(400, "BadRequest", `key: "${key}" is none of current, unknown, ${calling.keys.keyIds().join(", ")}`);
  }
  const now = Math.floor(context.clock.wallMs() / 1000);
  const usual = {
    iss: callingIssuer,
    tid: context.tenant.tenantId,
    iat: now,
    nbf: Math.min(now, now + lifeSeconds),
    exp: now + lifeSeconds,
  };
  const token = await calling.keys.sign(withoutNulls({ ...usual, ...claims }), { key, header: withoutNulls(header) });
  context.transcript.addSecret(token);
  return ok({ token });
}

function withoutNulls(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function registerName(context: CloudContext, request: PlaneRequest): string {
  const name = request.params["name"] ?? "";
  if (!/^[a-z0-9.-]+\.test$/i.test(name)) throw new Refusal(400, "BadRequest", "the name must be a host name below .test");
  context.ingressNames.register(name, readControlBody(request, ingressSchema));
  return name;
}
