// Proves that a drill is what was typed, and that nobody is rung by one who is not on the allow-list.
import { test, type TestContext } from "node:test";
import { parseFlagValues } from "../../../../../scripts/lib/flag-values.ts";
import { verifyCommand } from "../../../../../scripts/verify.ts";
import { chooseDrill, parseDrillFlags } from "../../../../../scripts/verify/drill/choose-drill.ts";
import { calleeObjectId, outputs } from "../verification-fixture.ts";

const other = "99999999-9999-4999-8999-99999999beef";
const two = { ...outputs, callees: [calleeObjectId, other] };

function problemsOf(...argv: string[]): readonly string[] {
  const { values, problems } = parseFlagValues(argv, verifyCommand.options);
  parseDrillFlags(values, problems);
  return problems;
}

for (const [argv, problem] of [
  [["--drill", "dance"], '--drill is "dance", and not one of transfer, cancel-media'],
  [["--drill", "transfer"], "--drill transfer needs --transfer-to OBJECT-ID"],
  [["--drill", "cancel-media", "--transfer-to", other], "--transfer-to belongs to --drill transfer"],
  [["--transfer-to", other], "--transfer-to belongs to --drill transfer"],
  [["--drill", "cancel-media", "--no-call"], "--drill needs a call, and --no-call wants none"],
] as const) {
  test(`${argv.join(" ")} is refused: ${problem}`, (t: TestContext) => {
    t.assert.deepStrictEqual(problemsOf(...argv), [problem]);
  });
}

test("no drill is made where none is typed", (t: TestContext) => {
  t.assert.deepStrictEqual([problemsOf(), chooseDrill(two, calleeObjectId, undefined)], [[], undefined]);
});

test("a transfer goes to another callee of the list, as the list writes it", (t: TestContext) => {
  t.assert.deepStrictEqual(chooseDrill(two, calleeObjectId, { kind: "transfer", transferTo: other.toUpperCase() }), {
    kind: "transfer",
    transferToObjectId: other,
  });
});

for (const [name, stack, transferTo, saw, expected] of [
  ["somebody else", two, "88888888-8888-4888-8888-88888888dead", "--transfer-to …dead", "one of dialtone:callees: …beef"],
  ["the callee", two, calleeObjectId, "--transfer-to …c0de", "one of dialtone:callees: …beef"],
  ["anybody, where there is one callee", outputs, other, "--transfer-to …beef", "a second one of dialtone:callees; there is only one"],
] as const) {
  test(`a transfer to ${name} is refused before anybody is called`, (t: TestContext) => {
    t.assert.throws(
      () => chooseDrill(stack, calleeObjectId, { kind: "transfer", transferTo }),
      (error: { code: string; saw: string; expected: string }) =>
        error.code === "DT_USAGE_CALLEE" && error.saw === saw && error.expected === expected,
    );
  });
}
