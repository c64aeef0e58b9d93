// Proves how waiting is asked for. That a wait ends when its budget does is proved in test/unit/scripts/lib/waiting.test.ts.
import { test, type TestContext } from "node:test";
import { parseFlagValues } from "../../../../scripts/lib/flag-values.ts";
import { budgetOptions, parseBudgetFlags, toAskedBudgets } from "../../../../scripts/verify/budget-flags.ts";
import { createBudgets, type Budgets } from "../../../../scripts/verify/budgets.ts";

function parse(...argv: string[]): { readonly asked: Partial<Budgets>; readonly problems: string[] } {
  const { values, problems } = parseFlagValues(argv, budgetOptions);
  return { asked: parseBudgetFlags(values, problems), problems };
}

test("a time is seconds, or has a unit", (t: TestContext) => {
  t.assert.deepStrictEqual(parse("--wait-consent", "300s", "--wait-host", "5m", "--wait-registration", "1h", "--wait-read", "7"), {
    asked: { consentSeconds: 300, hostSeconds: 300, registrationSeconds: 3600, readSeconds: 7 },
    problems: [],
  });
});

test("every problem is said at once, and nothing that is no time is guessed", (t: TestContext) => {
  t.assert.deepStrictEqual(parse("--wait-consent", "soon", "--wait-ring", "10m", "--wait-end", "1.5s").problems, [
    '--wait-consent is "soon", and not a time such as 90s, 5m or 1h',
    "--wait-ring is 10m, and at most 120s can be waited",
    '--wait-end is "1.5s", and not a time such as 90s, 5m or 1h',
  ]);
});

test("every waiting budget has one flag, and the help names its default", (t: TestContext) => {
  const budgets = createBudgets(1);
  const waits = (Object.keys(budgets) as (keyof Budgets)[]).filter((name) => !name.endsWith("PollSeconds"));
  const asked = parse(...Object.keys(budgetOptions).flatMap((name) => [`--${name}`, "11s"]));
  t.assert.deepStrictEqual([Object.keys(asked.asked).sort(), asked.problems], [waits.sort(), []]);
  t.assert.match(budgetOptions["wait-consent"]?.summary ?? "", /\(default: dialtone:waits.consent, or 300s\)$/);
});

test("a configured wait counts where no flag was typed, and a flag wins over it", (t: TestContext) => {
  t.assert.deepStrictEqual(toAskedBudgets({ consent: 600, lostCall: 5, ring: 40 }, { consentSeconds: 7 }), {
    consentSeconds: 7,
    lostCallSeconds: 5,
    ringSeconds: 40,
  });
});

test("outputs cannot make a call a nuisance: ringing stays below its limit", (t: TestContext) => {
  t.assert.deepStrictEqual(toAskedBudgets({ ring: 3600 }, {}), { ringSeconds: 120 });
});

test("what was asked for counts as it is; the rest keeps its default, and its floor on a fast clock", (t: TestContext) => {
  const { hostSeconds, endSeconds, consentSeconds } = createBudgets(60, { endSeconds: 5 });
  t.assert.deepStrictEqual({ hostSeconds, endSeconds, consentSeconds }, { hostSeconds: 180, endSeconds: 5, consentSeconds: 300 });
});
