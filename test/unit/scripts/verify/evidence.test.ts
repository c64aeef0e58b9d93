// Proves that the published schema is the one that the code writes by, and that it refuses what must not be in a proof.
import { readFileSync, writeFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { evidenceSchema, toEvidenceJsonSchema, type Evidence } from "../../../../scripts/verify/evidence.ts";
import { toEvidence, toExitCode } from "../../../../scripts/verify/to-evidence.ts";
import { walkChain } from "../../../../scripts/verify/walk-chain.ts";
import { createWorld, runFacts } from "./verification-fixture.ts";

const file = "docs/schemas/evidence-1.schema.json";
// After a change of evidence.ts: UPDATE_SCHEMA=1 node --test test/unit/scripts/verify/evidence.test.ts
if (process.env["UPDATE_SCHEMA"] === "1") writeFileSync(file, `${JSON.stringify(toEvidenceJsonSchema(), undefined, 2)}\n`);
const published: unknown = JSON.parse(readFileSync(file, "utf8"));

async function createEvidence(): Promise<Evidence> {
  const { verification } = createWorld();
  return toEvidence(verification, await walkChain(verification), runFacts);
}

test("the published schema is the code's", (t: TestContext) => {
  t.assert.deepStrictEqual(published, toEvidenceJsonSchema());
});

test("a run's evidence holds by the published schema, checked by another validator", async (t: TestContext) => {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(published as object);
  validate(await createEvidence());
  t.assert.deepStrictEqual(validate.errors, null);
});

test("what others wrote cannot clear a terminal or turn a line around", async (t: TestContext) => {
  const { verification } = createWorld();
  const what = 'secret "x\u001B[2J\r\u202Eevil\u0007", id …abcd';
  const drift = [{ of: "credential", kind: "extra", what, fix: "look" } as const];
  const evidence = toEvidence(verification, await walkChain(verification), { ...runFacts, drift });
  t.assert.strictEqual(evidence.drift?.findings[0]?.what, String.raw`secret "x\u{1b}[2J\u{d}\u{202e}evil\u{7}", id …abcd`);
});

test("a member that nobody agreed on is refused", async (t: TestContext) => {
  t.assert.strictEqual(evidenceSchema.safeParse({ ...(await createEvidence()), token: "x" }).success, false);
});

test("the first failed check in the chain's order decides, before anything unknown", (t: TestContext) => {
  const check = (status: "failed" | "unknown" | "passed", code: string | null): Evidence["checks"][number] => ({
    id: "bot.resource",
    link: "bot",
    status,
    code,
    message: "m",
    saw: "",
    expected: "",
    fix: "",
    durationMs: 0,
  });
  t.assert.deepStrictEqual(
    [
      toExitCode([check("unknown", "DT_UNCERTAIN_NETWORK"), check("failed", "DT_HOST_TLS"), check("failed", "DT_CALLBACKS_SILENT")]),
      toExitCode([check("passed", null), check("unknown", "DT_UNCERTAIN_NETWORK")]),
      toExitCode([check("passed", null)]),
      toExitCode([]),
    ],
    [14, 3, 0, 2],
  );
});
