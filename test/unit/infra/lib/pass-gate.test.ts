// The gate's mark and when nobody is called, against a `pulumi` that knows tags alone. Cannot prove a call: where one would
// be placed, verify ends at once, because these outputs are of a cloud that is not there.
import { join } from "node:path";
import { after, beforeEach, test, type TestContext } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { parseTagValue, toTagValue } from "../../../../infra/contract/gate-mark.ts";
import { passGate } from "../../../../infra/lib/pass-gate.ts";
import { createFakePulumiTags, type FakePulumiTags } from "../../../helpers/fake-pulumi-tags.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";
import { outputs } from "../../scripts/verify/verification-fixture.ts";

const directory = createTemporaryDirectory();
const proof = "0a".repeat(32);
const proved = { status: "proved", proof, at: "2026-11-26T01:02:03.004Z" } as const;
// A rehearsal's outputs without a rehearsal: verify refuses them before it asks anybody anything.
const gated = { ...outputs, cloud: "rehearsal" as const, gate: { proof } };
const environmentBefore = { ...process.env };
let tags: FakePulumiTags;
let count = 0;

beforeEach(async () => {
  tags = createFakePulumiTags(join(directory, String((count += 1))));
  process.env["PATH"] = tags.environment["PATH"];
  process.env["DIALTONE_GATE_DIRECTORY"] = join(directory, "gate");
  delete process.env["DIALTONE_REHEARSAL_ENGINE"];
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "dialtone", "dev", false, "contoso");
});
after(() => Object.assign(process.env, environmentBefore));

const called = /DT_GATE_FAILED/;
const readMark = (): ReturnType<typeof parseTagValue> => parseTagValue(tags.read()["dialtone:gate"]);

test("what verify proved since is taken for its own, once", async (t: TestContext) => {
  tags.write({ "dialtone:gate": toTagValue(proved) });
  await passGate(gated, { isAlwaysWanted: false });
  t.assert.deepStrictEqual(tags.read(), {});
  t.assert.ok(tags.asked().every((line) => line.includes("--stack contoso/dialtone/dev")));
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: false }), called);
});

test("a proof of another state of the stack is none", async (t: TestContext) => {
  tags.write({ "dialtone:gate": toTagValue({ ...proved, proof: "0b".repeat(32) }) });
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: false }), called);
  t.assert.deepStrictEqual({ ...readMark(), at: "" }, { status: "unproved", proof, at: "" });
});

test("an update that always calls takes no other call for its own", async (t: TestContext) => {
  tags.write({ "dialtone:gate": toTagValue(proved) });
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: true }), called);
});

test("the mark stands before the call, and anew after one that failed", async (t: TestContext) => {
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: false }), called);
  const writes = tags.asked().filter((line) => line.includes(" set "));
  t.assert.strictEqual(writes.length, 2);
  t.assert.notStrictEqual(writes[0], writes[1]);
  t.assert.strictEqual(readMark()?.status, "unproved");
});

test("tags that cannot be written change nothing of the gate", async (t: TestContext) => {
  tags.refuseWrites();
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: false }), called);
});

test("a rehearsal without a CLI asks no backend, which would be the user's own", async (t: TestContext) => {
  process.env["DIALTONE_REHEARSAL_ENGINE"] = "in-process";
  await t.assert.rejects(passGate(gated, { isAlwaysWanted: false }), called);
  t.assert.deepStrictEqual(tags.asked(), [""]);
});
