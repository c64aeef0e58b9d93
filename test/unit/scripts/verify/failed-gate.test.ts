// What verify makes of the mark that a failed gate left, against a `pulumi` that knows tags alone. That the next update takes
// it for its own is seen on the real engine in the story `gate-cleared`.
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { parseTagValue, toTagValue } from "../../../../infra/contract/gate-mark.ts";
import { findFailedGate } from "../../../../scripts/verify/failed-gate.ts";
import { createFakePulumiTags, type FakePulumiTags } from "../../../helpers/fake-pulumi-tags.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";
import { outputs } from "./verification-fixture.ts";

const proof = "0a".repeat(32);
const at = "2026-11-26T01:02:03.004Z";
const finishedAt = "2026-11-26T02:00:00.000Z";
const gated = { ...outputs, gate: { proof } };
const directory = createTemporaryDirectory();
let count = 0;

function withMark(given: { readonly status?: "unproved" | "proved"; readonly proof?: string }): FakePulumiTags {
  const tags = createFakePulumiTags(join(directory, String((count += 1))));
  tags.write({ "dialtone:gate": toTagValue({ status: "unproved", proof, at, ...given }), "pulumi:project": "dialtone" });
  return tags;
}

async function answer(tags: FakePulumiTags, outcome: "proved" | "broken" = "proved", meanwhile = (): void => {}): Promise<string[]> {
  const said: string[] = [];
  const gate = await findFailedGate("contoso/dialtone/dev", gated, tags.environment);
  meanwhile();
  await gate?.answer({ outcome, finishedAt }, (line) => said.push(line));
  return said;
}

test("a proof of the very state that the gate wanted clears it, and says when it was", async (t: TestContext) => {
  const tags = withMark({});
  const said = await answer(tags);
  t.assert.match(said.join(), /^the failed gate is cleared: the next pulumi up --stack contoso\/dialtone\/dev/);
  t.assert.deepStrictEqual(parseTagValue(tags.read()["dialtone:gate"]), { status: "proved", proof, at: finishedAt });
  t.assert.strictEqual(tags.read()["pulumi:project"], "dialtone");
});

test("a chain that was not proved clears nothing", async (t: TestContext) => {
  const tags = withMark({});
  const said = await answer(tags, "broken");
  t.assert.match(said.join(), /wants a call that proves the stack/);
  t.assert.strictEqual(parseTagValue(tags.read()["dialtone:gate"])?.status, "unproved");
});

test("outputs of another state of the stack clear nothing", async (t: TestContext) => {
  const tags = withMark({ proof: "0b".repeat(32) });
  const said = await answer(tags);
  t.assert.match(said.join(), /older than the update that failed at it/);
  t.assert.strictEqual(parseTagValue(tags.read()["dialtone:gate"])?.status, "unproved");
});

test("a gate that failed while verify was at work is not answered by it", async (t: TestContext) => {
  const tags = withMark({});
  const again = toTagValue({ status: "unproved", proof, at: "2026-11-26T01:59:59.000Z" });
  const said = await answer(tags, "proved", () => tags.write({ "dialtone:gate": again }));
  t.assert.match(said.join(), /an update called meanwhile/);
  t.assert.strictEqual(tags.read()["dialtone:gate"], again);
});

test("who may not write the backend is told that the next update calls", async (t: TestContext) => {
  const tags = withMark({});
  tags.refuseWrites();
  const said = await answer(tags);
  t.assert.match(said.join(), /could not be cleared, and the next pulumi up calls again: error: \[403\]/);
});

test("without a mark, with one that was cleared, and without a gate nothing is said; without a gate nobody is asked", async (t: TestContext) => {
  const cleared = withMark({ status: "proved" });
  t.assert.deepStrictEqual(await answer(cleared), []);
  const none = createFakePulumiTags(join(directory, "none"));
  t.assert.deepStrictEqual(await answer(none), []);
  const { environment, asked } = createFakePulumiTags(join(directory, "ungated"));
  t.assert.strictEqual(await findFailedGate("dev", outputs, environment), undefined);
  t.assert.deepStrictEqual(asked(), [""]);
});
