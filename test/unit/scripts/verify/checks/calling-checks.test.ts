// Proves that a call which the stack's own rules forbid is not placed, and that this is exit 3 and no verdict.
// Cannot prove that the table holds every call: one of which no notification arrived is not counted.
import { test, type TestContext } from "node:test";
import type { Outputs } from "../../../../../infra/contract/outputs.ts";
import { OperatorSignInFailure } from "../../../../../scripts/lib/operator-credential.ts";
import { toEvidence } from "../../../../../scripts/verify/to-evidence.ts";
import { toVerdict } from "../../../../../scripts/verify/verdict.ts";
import { walkChain } from "../../../../../scripts/verify/walk-chain.ts";
import { createWorld, runFacts, sentOf, toAnswer, toTokenAnswer, type World } from "../verification-fixture.ts";

async function verify(world: World): Promise<{ exitCode: number; status: string; code: string | null; posts: number; verdict: string }> {
  const evidence = toEvidence(world.verification, await walkChain(world.verification), runFacts);
  const rule = evidence.checks.find(({ id }) => id === "call.quiet-hours" || id === "call.daily-cap");
  return {
    exitCode: evidence.exitCode,
    status: rule?.status ?? "not made",
    code: rule?.code ?? null,
    posts: sentOf(world, "POST").length,
    verdict: toVerdict(evidence).sentence,
  };
}

/** Quiet hours of one hour that begin so many minutes from the machine's now. */
function quietFrom(minutes: number): NonNullable<Outputs["calling"]> {
  const toTime = (offset: number): string => new Date(Date.now() + (minutes + offset) * 60_000).toISOString().slice(11, 16);
  return { quietHours: { from: toTime(0), to: toTime(60), timeZone: "UTC" } };
}

test("in quiet hours nobody is called, nothing is broken, and it is exit 3", async (t: TestContext) => {
  const { verdict, ...told } = await verify(createWorld({ outputs: { calling: quietFrom(-30) } }));
  t.assert.deepStrictEqual(told, { exitCode: 3, status: "unknown", code: "DT_UNCERTAIN_QUIET_HOURS", posts: 0 });
  t.assert.match(
    verdict,
    /^Nothing is broken as far as was looked; these are quiet hours: nobody was called \(DT_UNCERTAIN_QUIET_HOURS, exit 3\)\.$/,
  );
});

test("outside of them the call is placed", async (t: TestContext) => {
  const { exitCode, status, posts } = await verify(createWorld({ outputs: { calling: quietFrom(30) } }));
  t.assert.deepStrictEqual({ exitCode, status, posts }, { exitCode: 0, status: "passed", posts: 1 });
});

test("the login host's clock decides, not this machine's, which may be wrong", async (t: TestContext) => {
  // This machine is two minutes ahead; there the quiet hours have begun, at Microsoft they have not.
  const skewed = { ...toTokenAnswer(), clockSkewSeconds: 120 };
  const world = createWorld({ outputs: { calling: quietFrom(-1) }, clients: () => ({ requestAppToken: async () => skewed }) });
  const { status, posts } = await verify(world);
  t.assert.deepStrictEqual({ status, posts }, { status: "passed", posts: 1 });
});

for (const [count, exitCode, status, posts] of [
  [2, 0, "passed", 1],
  [3, 3, "unknown", 0],
  [4, 3, "unknown", 0],
] as const) {
  test(`${count} calls of a day with a cap of 3: ${posts === 1 ? "one more is placed" : "nobody is called"}`, async (t: TestContext) => {
    let asked: Date | undefined;
    const countCallsSince = async (moment: Date): Promise<number> => {
      asked = moment;
      return count;
    };
    const told = await verify(createWorld({ outputs: { calling: { callsPerDay: 3 } }, clients: () => ({ countCallsSince }) }));
    const code = status === "passed" ? null : "DT_UNCERTAIN_DAILY_CAP";
    t.assert.deepStrictEqual({ ...told, verdict: "" }, { exitCode, status, code, posts, verdict: "" });
    t.assert.ok(Math.abs(Date.now() - 86_400_000 - (asked?.getTime() ?? 0)) < 5_000, "counts the last 24 hours");
  });
}

test("a table that cannot be counted places no call either", async (t: TestContext) => {
  const countCallsSince = (): Promise<number> => Promise.reject(new OperatorSignInFailure(undefined, undefined));
  const { posts, status } = await verify(createWorld({ outputs: { calling: { callsPerDay: 3 } }, clients: () => ({ countCallsSince }) }));
  t.assert.deepStrictEqual({ posts, status }, { posts: 0, status: "failed" });
});

test("a broken link decides before the rules are looked at", async (t: TestContext) => {
  const world = createWorld({ outputs: { calling: quietFrom(-30) }, clients: () => ({ readAzure: async () => toAnswer(404) }) });
  const { exitCode, status, posts } = await verify(world);
  t.assert.deepStrictEqual({ exitCode, status, posts }, { exitCode: 13, status: "skipped", posts: 0 });
});

test("--no-call asks for no call, so no rule is looked at", async (t: TestContext) => {
  const world = createWorld({ outputs: { calling: quietFrom(-30) }, verification: { isCallWanted: false } });
  const { exitCode, status } = await verify(world);
  t.assert.deepStrictEqual({ exitCode, status }, { exitCode: 0, status: "not made" });
});
