// The flags of npm run rotate. Cannot prove what a run with them does: scenarios `rotate` and `rotate-interrupted`.
import { test, type TestContext } from "node:test";
import { parseFlagValues } from "../../../../scripts/lib/flag-values.ts";
import { rotateCommand, type RotateFlags } from "../../../../scripts/rotate.ts";

function parse(argv: readonly string[]): { flags: RotateFlags; problems: string[] } {
  const { values, problems } = parseFlagValues(argv, rotateCommand.options);
  return { flags: rotateCommand.parseFlags(values, problems), problems };
}

test("the overlap is a day where nobody says otherwise", (t: TestContext) => {
  t.assert.deepStrictEqual(parse(["--stack", "dev"]), {
    flags: { stackName: "dev", overlapMs: 86_400_000, wantedMode: undefined, isDryRun: false },
    problems: [],
  });
});

test("every problem is said at once", (t: TestContext) => {
  t.assert.deepStrictEqual(parse(["--overlap", "1w", "--mode", "federated"]).problems, [
    "--stack NAME is needed",
    "--mode takes secret or certificate; a trust in another issuer is a generation that you write: see Pulumi.dev.yaml",
    "--overlap takes hours or days, such as 12h or 2d, 30d at most",
  ]);
});

for (const [text, overlapMs] of [
  ["0h", 0],
  ["12h", 43_200_000],
  ["30d", 2_592_000_000],
] as const) {
  test(`--overlap ${text} is taken`, (t: TestContext) => {
    const { flags, problems } = parse(["--stack=dev", "--overlap", text]);
    t.assert.deepStrictEqual([flags.overlapMs, problems], [overlapMs, []]);
  });
}
