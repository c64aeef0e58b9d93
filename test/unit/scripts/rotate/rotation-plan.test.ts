// Which step a rotation takes next, from what is written, deployed and late. Cannot prove that the step works out: that is
// the scenarios `rotate` and `rotate-interrupted`, on the real engine.
import { test, type TestContext } from "node:test";
import { settingsSchema } from "../../../../infra/lib/settings.ts";
import { planRotation, type RotationSituation, withoutRemoving } from "../../../../scripts/rotate/rotation-plan.ts";
import type { WrittenCredential } from "../../../../scripts/rotate/written-credential.ts";
import { defaultCredential } from "../../../../scripts/rotate/run-rotation.ts";

const g1 = { name: "g1", life: "90d" };
const g2 = { name: "g2", life: "90d" };
const marked = { ...g1, removeAfter: "2026-11-26T12:00:00Z" };

function situation(change: Partial<RotationSituation> = {}): RotationSituation {
  return {
    written: { mode: "secret", generations: [g1] },
    deployed: ["g1"],
    inUse: "g1",
    now: new Date("2026-11-25T12:00:00Z"),
    overlapMs: 86_400_000,
    wantedMode: undefined,
    ...change,
  };
}
const both = (first: WrittenCredential["generations"][number]): Partial<RotationSituation> => ({
  written: { mode: "secret", generations: [first, g2] },
  deployed: ["g1", "g2"],
  inUse: "g2",
});

test("one generation gets a newer one beside it, of the same life, and the end of its overlap", (t: TestContext) => {
  t.assert.deepStrictEqual(planRotation(situation()), {
    kind: "add",
    name: "g2",
    isResumed: false,
    credential: { mode: "secret", generations: [marked, g2] },
  });
});

for (const [title, change] of [
  ["is written and was never made", { deployed: ["g1"], inUse: "g1" }],
  ["was made, and the update broke off before it was in use", { inUse: "g1" }],
] as const) {
  test(`a newest generation that ${title} is gone on with, and the overlap begins anew`, (t: TestContext) => {
    const plan = planRotation(situation({ ...both({ ...g1, removeAfter: "2026-01-01T00:00:00Z" }), ...change }));
    t.assert.deepStrictEqual(plan, { kind: "add", name: "g2", isResumed: true, credential: { mode: "secret", generations: [marked, g2] } });
  });
}

test("a newest generation that was never made can still be made of another kind", (t: TestContext) => {
  const plan = planRotation(situation({ ...both(marked), deployed: ["g1"], inUse: "g1", wantedMode: "certificate" }));
  t.assert.deepStrictEqual("credential" in plan ? plan.credential.generations.at(-1) : undefined, { ...g2, mode: "certificate" });
});

test("an older generation that somebody left there gets the end of its overlap, and stays", (t: TestContext) => {
  t.assert.deepStrictEqual(planRotation(situation(both(g1))), { kind: "mark", credential: { mode: "secret", generations: [marked, g2] } });
});

test("within the overlap there is nothing to do", (t: TestContext) => {
  t.assert.deepStrictEqual(planRotation(situation(both(marked))), { kind: "wait", names: ["g1"], until: "2026-11-26T12:00:00Z" });
});

test("once the overlap is over the older one is taken away, to the second", (t: TestContext) => {
  const plan = planRotation(situation({ ...both(marked), now: new Date("2026-11-26T12:00:00Z") }));
  t.assert.deepStrictEqual(plan, { kind: "remove", names: ["g1"], credential: { mode: "secret", generations: [g2], removing: ["g1"] } });
});

test("what is out of the configuration and still deployed is removed before anything new begins", (t: TestContext) => {
  const written = { mode: "secret" as const, generations: [g2] };
  t.assert.deepStrictEqual(planRotation(situation({ written, deployed: ["g1", "g2"], inUse: "g2" })), {
    kind: "remove",
    names: ["g1"],
    credential: { ...written, removing: ["g1"] },
  });
});

test("a removal that broke off after the credential was gone is ended, not followed by a third credential", (t: TestContext) => {
  const written = { mode: "secret" as const, generations: [g2], removing: ["g1"] };
  const plan = planRotation(situation({ written, deployed: ["g2"], inUse: "g2" }));
  t.assert.deepStrictEqual(plan, { kind: "remove", names: ["g1"], credential: written });
  t.assert.deepStrictEqual(withoutRemoving(written), { mode: "secret", generations: [g2] });
});

test("going to a certificate says so in the generation, not for all: the older one keeps its mode", (t: TestContext) => {
  const plan = planRotation(situation({ wantedMode: "certificate" }));
  t.assert.deepStrictEqual("credential" in plan ? plan.credential : undefined, {
    mode: "secret",
    generations: [marked, { name: "g2", mode: "certificate", life: "90d" }],
  });
});

test("a trust in another issuer is never taken away, nor rotated", (t: TestContext) => {
  const ci = { name: "ci", mode: "federated" as const, issuer: "https://issuer.test", subject: "s" };
  const trusts = situation({ written: { generations: [ci, { ...ci, name: "app", subject: "t" }] }, deployed: ["ci", "app"], inUse: "app" });
  t.assert.strictEqual(planRotation(trusts).kind, "nothing");
  const beside = planRotation(situation({ written: { generations: [ci, g1] }, deployed: ["ci", "g1"] }));
  t.assert.deepStrictEqual("credential" in beside ? beside.credential.generations : undefined, [ci, marked, g2]);
});

test("a name keeps its letters and takes the next free number, and a written end gives the longest life", (t: TestContext) => {
  const written = { generations: [{ name: "winter-7", ends: "2027-02-23T00:00:00Z" }] };
  const plan = planRotation(situation({ written, deployed: ["winter-7"], inUse: "winter-7" }));
  t.assert.deepStrictEqual("credential" in plan ? plan.credential.generations.at(-1) : undefined, { name: "winter-8", life: "90d" });
});

test("where the configuration says nothing, it means what the program takes it for", (t: TestContext) => {
  const { credential } = settingsSchema.shape;
  t.assert.deepStrictEqual(credential.parse(defaultCredential), credential.parse(undefined));
});
