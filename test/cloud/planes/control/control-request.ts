import { z } from "zod";
import type { FaultRule } from "../../core/fault-rule.ts";
import { type PlaneRequest, Refusal } from "../../core/operation.ts";

const answer = {
  status: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
};
const spoil = z.enum([
  "drop",
  "late",
  "duplicate",
  "out-of-order",
  "empty-body",
  "another-call",
  "forged",
  "expired",
  "wrong-audience",
  "wrong-issuer",
  "wrong-tenant",
  "opaque",
]);
const lagKind = z.enum(["application", "servicePrincipal", "grant", "credential", "roleAssignment", "bot", "dns"]);

/** A fault rule as the control surface and scenario files carry it (core/cloud-context.ts `FaultRule`). */
export const faultRuleSchema = z.strictObject({
  name: z.string().min(1),
  match: z.strictObject({
    plane: z.string().optional(),
    operation: z.string().optional(),
    method: z.string().optional(),
    path: z.string().startsWith("/").optional(),
    callerObjectId: z.string().optional(),
    clientId: z.string().optional(),
    nth: z.int().min(1).optional(),
  }),
  times: z.union([z.int().min(1), z.literal("always")]).optional(),
  action: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("answer"), ...answer }),
    z.strictObject({ kind: z.literal("answer-after-commit"), ...answer }),
    z.strictObject({ kind: z.literal("hold") }),
    z.strictObject({ kind: z.literal("delay"), delayMs: z.number().min(0), when: z.enum(["before-commit", "after-commit"]).optional() }),
    z.strictObject({ kind: z.literal("drop"), when: z.enum(["before-commit", "after-commit"]) }),
    z.strictObject({ kind: z.literal("stale-read") }),
    z.strictObject({ kind: z.literal("lag"), object: lagKind, delayMs: z.number().min(0) }),
    z.strictObject({ kind: z.literal("operation-fails"), code: z.string(), message: z.string() }),
    z.strictObject({ kind: z.literal("spoil"), what: z.enum(["token", "notification"]), spoil }),
  ]),
}) as unknown as z.ZodType<FaultRule>;

/** `POST /clock/advance` */
export const advanceSchema = z.strictObject({ ms: z.int().min(0) });

/** `POST /tokens`: claims over the usual ones (a null removes one), header members, key (`current`, `unknown` or a key id), life. */
export const signSchema = z.strictObject({
  claims: z.record(z.string(), z.unknown()).default({}),
  header: z.record(z.string(), z.unknown()).default({}),
  key: z.string().default("current"),
  /** Seconds from now to `exp`; negative for a token that has expired. */
  lifeSeconds: z.int().default(3900),
});

/** `PUT /ingress/{name}`: port of a plain-http server on 127.0.0.1. */
export const ingressSchema = z.strictObject({ port: z.int().min(1).max(65535) });

/**
 * Reads the JSON body of a control request.
 * @throws Refusal 400 with every problem
 */
export function readControlBody<Body>(request: PlaneRequest, schema: z.ZodType<Body>): Body {
  const parsed = schema.safeParse(request.body.byteLength === 0 ? {} : request.json());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  throw new Refusal(400, "BadRequest", problems.join("; "));
}
