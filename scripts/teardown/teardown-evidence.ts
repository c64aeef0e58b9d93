import { z } from "zod";

const thing = z.strictObject({
  /** `application`, `service principal`, `grant`, `bot`, `channel`, `vault`, `host`, `identity`, `role assignment`, `table` … */
  kind: z.string().min(1),
  name: z.string().min(1),
  /** Object id in Entra, or ARM id. */
  cloudId: z.string().min(1),
  /** `planned`: nothing was done yet. */
  status: z.enum(["planned", "gone", "left", "unknown"]),
  /** What the cloud answered; empty where it was not asked. */
  saw: z.string(),
  /** What removes it; empty where nothing is left of it. */
  fix: z.string(),
});

const kept = z.strictObject({
  kind: z.string().min(1),
  name: z.string().min(1),
  /** Null where Microsoft does not say. */
  until: z.iso.datetime().nullable(),
  why: z.string().min(1),
  /** `kept`: by Microsoft, as it should be. `purged`: removed for good, because `--purge` asked. `refused`: it asked, and it is still there. */
  status: z.enum(["kept", "purged", "refused"]),
});

/**
 * The proof of a teardown: what the stack had made, that it is gone, and what Microsoft keeps of it until when. Nothing in
 * it is secret or personal. Published as docs/schemas/teardown-1.schema.json, which a test compares with this.
 */
export const teardownEvidenceSchema = z.strictObject({
  schema: z.literal("dialtone/teardown/1"),
  /** `previewed`: without --yes nothing was done. `nothing`: there was nothing to do. */
  outcome: z.enum(["previewed", "nothing", "gone", "left", "uncertain"]),
  exitCode: z.int().min(0).max(255),
  code: z
    .string()
    .regex(/^DT_[A-Z]+(_[A-Z]+)*$/)
    .nullable(),
  rehearsal: z.boolean(),
  stack: z.string().min(1),
  cloud: z.enum(["public", "usgov", "usgov-dod", "rehearsal"]),
  tenantId: z.guid(),
  subscriptionId: z.guid(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  dialtoneVersion: z.string().min(1),
  /** Version of the Pulumi CLI. */
  engineVersion: z.string().min(1),
  /** The engine's own counts of what it deleted, or would. */
  counts: z.record(z.string(), z.int().min(0)),
  /** Everything that the stack made and that had, or has, to go. */
  things: z.array(thing),
  /** What Microsoft keeps of it. Empty in a preview. */
  kept: z.array(kept),
  /** What would be refused: names of protected resources, ARM ids of what others put into the stack's resource group. */
  obstacles: z.strictObject({ protected: z.array(z.string()), foreign: z.array(z.string()) }),
  /** Other principals' grants on Microsoft Graph, which are never touched; null where nobody could look. */
  otherGrants: z.strictObject({ before: z.int().min(0), after: z.int().min(0), missing: z.int().min(0) }).nullable(),
});

export type TeardownEvidence = z.infer<typeof teardownEvidenceSchema>;
export type TeardownThing = TeardownEvidence["things"][number];

/** The published JSON Schema (draft 2020-12) of {@link teardownEvidenceSchema}. */
export function toTeardownJsonSchema(): object {
  return {
    $id: "https://dialtone.invalid/schemas/teardown-1.schema.json",
    title: "Dialtone teardown, version 1",
    ...z.toJSONSchema(teardownEvidenceSchema, { target: "draft-2020-12" }),
  };
}
