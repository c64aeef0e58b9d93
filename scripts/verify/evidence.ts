import { z } from "zod";
import { chainLinks } from "../../infra/contract/exit-code.ts";
import { drillEnds, drillKinds } from "./drill/drill-record.ts";

const statuses = ["passed", "failed", "warned", "skipped", "unknown"] as const;

const check = z.strictObject({
  id: z.string().regex(/^(credential|consent|tenant|bot|host|call|callbacks)\.[a-z]+(-[a-z]+)*$/),
  link: z.enum(chainLinks),
  status: z.enum(statuses),
  code: z
    .string()
    .regex(/^DT_[A-Z]+(_[A-Z]+)*$/)
    .nullable(),
  message: z.string().min(1),
  saw: z.string(),
  expected: z.string(),
  fix: z.string(),
  durationMs: z.int().min(0),
});

const meantResult = z.strictObject({ code: z.int(), subcode: z.int(), meaning: z.string() });

const call = z.strictObject({
  id: z.string().min(1),
  callChainId: z.string().nullable(),
  /** Graph's id of the create, to quote to Microsoft. */
  requestId: z.string().nullable(),
  /** Distinct states that were seen, in the order of a call's life. */
  states: z.array(z.string()),
  answered: z.boolean(),
  hungUp: z.boolean(),
  result: meantResult.nullable(),
  notifications: z.array(z.strictObject({ at: z.iso.datetime(), state: z.string() })),
});

/** What was drilled on the call that was up: what was asked, and what was told of it. */
const drill = z.strictObject({
  kind: z.enum(drillKinds),
  end: z.enum(drillEnds),
  /** The last four characters of whom the call was transferred to; null for another drill. */
  transferTo: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  requests: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      action: z.enum(["transfer", "playPrompt", "cancelMediaProcessing"]),
      /** Status and code, or why there was no answer. */
      answer: z.string().min(1),
    }),
  ),
  /** States of the call since the drill began, for a transfer. */
  states: z.array(z.strictObject({ at: z.iso.datetime(), state: z.string(), result: meantResult.nullable() })),
  /** Ends of the drill's media operations. */
  operations: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      type: z.string(),
      /** The name that the drill gave the operation, made up for this run. */
      clientContext: z.string(),
      status: z.string(),
      completionReason: z.string().nullable(),
      result: meantResult.nullable(),
    }),
  ),
});

/** One request, or several equal ones in a row, of this run. */
const asked = z.strictObject({
  /** When the first of them was sent, wall time. */
  at: z.iso.datetime(),
  service: z.enum(["login", "graph", "azure", "key-vault", "table", "host"]),
  /** With whose identity; the callback host's health is open to anybody. */
  as: z.enum(["application", "operator", "anybody"]),
  /** Method and path without the query, or what an SDK was asked for. */
  what: z.string().min(1),
  /** Status, error code, or why there was no answer. Never a body. */
  answer: z.string().min(1),
  times: z.int().min(1),
  /** From the first request to the last answer. */
  durationMs: z.int().min(0),
});

/** What an administrator needs beside subject and permission in order to consent. Nothing of it is secret. */
const handoff = z.strictObject({
  consentUrl: z.url({ protocol: /^https$/ }),
  graphUrl: z.url({ protocol: /^https$/ }),
  principalObjectId: z.guid(),
  /** Object id of Microsoft Graph's service principal in the tenant. */
  resourceObjectId: z.guid(),
});

/**
 * The proof: what was checked, what was seen, and what became of the one call. For machines and for tickets; nothing in
 * it is secret or personal. Published as docs/schemas/evidence-1.schema.json, which a test compares with this.
 */
export const evidenceSchema = z.strictObject({
  schema: z.literal("dialtone/evidence/1"),
  outcome: z.enum(["proved", "broken", "uncertain", "handoff", "interrupted"]),
  exitCode: z.int().min(0).max(255),
  rehearsal: z.boolean(),
  /** Which engine provisioned a rehearsal; null outside of one. */
  engine: z.enum(["in-process", "pulumi"]).nullable(),
  /** Version of that engine: of the Pulumi CLI, or of the SDK in process; absent outside of a rehearsal. */
  engineVersion: z.string().min(1).optional(),
  stack: z.string().min(1),
  cloud: z.enum(["public", "usgov", "usgov-dod", "rehearsal"]),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  dialtoneVersion: z.string().min(1),
  /** The evidence that lay in the same folder before, by the digest of its bytes; null for the first, absent where no folder was asked for. */
  previous: z
    .strictObject({ file: z.string().regex(/^evidence-[0-9A-Za-z-]+\.json$/), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
    .nullable()
    .optional(),
  /** Whose right to call this is about; absent in a run that ended before it read the outputs. */
  subject: z.strictObject({ displayName: z.string().min(1), clientId: z.guid(), tenantId: z.guid() }).optional(),
  permission: z.strictObject({
    value: z.literal("Calls.Initiate.All"),
    appRoleId: z.guid(),
    /** Null where nobody could look: neither the token nor the directory said it. */
    granted: z.boolean().nullable(),
    /** Null where no token was read. */
    inToken: z.boolean().nullable(),
    /** Other Graph roles in the token: too much. */
    wider: z.array(z.string()),
  }),
  checks: z.array(check).min(1),
  /** Null where no call was placed. */
  call: call.nullable(),
  /** Null where none was asked for, or it did not come to it; absent in evidence of an older version. */
  drill: drill.nullable().optional(),
  /** Everything that was asked, in order; absent in a run that asked nothing. Sign-ins of the operator by az and the like are not seen. */
  asked: z.array(asked).optional(),
  /** What is not as the stack made it; absent where nobody asked (--drift). It decides nothing: the exit code is the chain's. */
  drift: z
    .strictObject({
      findings: z.array(
        z.strictObject({
          of: z.enum(["grant", "credential", "application", "owner", "webhook", "route", "role assignment"]),
          /** `unknown`: nobody could look. */
          kind: z.enum(["missing", "extra", "changed", "unknown"]),
          /** People and grants by the last four characters of an id. */
          what: z.string().min(1),
          fix: z.string().min(1),
        }),
      ),
    })
    .optional(),
  /** Null where nobody has to consent. */
  handoff: handoff.nullable().optional(),
});

export type Evidence = z.infer<typeof evidenceSchema>;
export type CheckRecord = Evidence["checks"][number];
export type CheckStatus = CheckRecord["status"];
export type DrillEvidence = NonNullable<Evidence["drill"]>;
export type CallEvidence = NonNullable<Evidence["call"]>;
export type Asked = NonNullable<Evidence["asked"]>[number];

/** The published JSON Schema (draft 2020-12) of {@link evidenceSchema}. */
export function toEvidenceJsonSchema(): object {
  return {
    $id: "https://dialtone.invalid/schemas/evidence-1.schema.json",
    title: "Dialtone evidence, version 1",
    ...z.toJSONSchema(evidenceSchema, { target: "draft-2020-12" }),
  };
}
