// Proves what a command prints and ends with, on streams of the test's own. Signals of the real process are proved in
// interruption.test.ts and test/e2e.
import { test, type TestContext } from "node:test";
import { DialtoneError } from "../../../../infra/contract/dialtone-error.ts";
import { exitCode } from "../../../../infra/contract/exit-code.ts";
import { runCommand, type CommandOutcome, type ScriptDefinition } from "../../../../scripts/lib/command.ts";
import { TransportFailure } from "../../../../scripts/lib/transport-failure.ts";
import { Interruption } from "../../../../scripts/lib/interruption.ts";

interface Flags {
  readonly name: string | undefined;
}

async function runWith(
  argv: readonly string[],
  run: () => Promise<CommandOutcome> = async () => ({ exitCode: exitCode.done, result: { answer: 42 }, report: "the report" }),
  options: { readonly isTerminal?: boolean; readonly environment?: NodeJS.ProcessEnv; readonly signal?: AbortSignal } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const definition: ScriptDefinition<Flags> = {
    name: "try",
    summary: "Tries.",
    options: {
      name: { type: "string", placeholder: "NAME", summary: "a name" },
      json: { type: "boolean", summary: "as JSON" },
    },
    parseFlags: (values, problems) => {
      if (values.string("name") === "bad") problems.push("--name must not be bad");
      return { name: values.string("name") };
    },
    run,
  };
  let stdout = "";
  let stderr = "";
  const code = await runCommand(
    definition,
    argv,
    {
      stdout: (text) => void (stdout += text),
      stderr: (text) => void (stderr += text),
      isStdoutTerminal: options.isTerminal ?? false,
      isStderrTerminal: options.isTerminal ?? false,
      environment: options.environment ?? {},
    },
    options.signal ?? new AbortController().signal,
  );
  return { code, stdout, stderr };
}

test("without --json the report goes to stdout", async (t: TestContext) => {
  t.assert.deepStrictEqual(await runWith([]), { code: 0, stdout: "the report\n", stderr: "" });
});

test("with --json one document goes to stdout, and only that", async (t: TestContext) => {
  t.assert.deepStrictEqual(await runWith(["--json"]), { code: 0, stdout: '{"answer":42}\n', stderr: "" });
});

test("all problems with flags are said at once (2)", async (t: TestContext) => {
  const { code, stdout, stderr } = await runWith(["--nmae", "x", "--json=1", "--name", "bad", "--name"]);
  t.assert.deepStrictEqual(
    { code, stdout, saw: stderr.split("\n")[1] },
    {
      code: 2,
      stdout: "",
      saw: '  saw       --nmae is not a flag of this command; "x" belongs to no flag; --json takes no value; --name needs a value: --name NAME; --name must not be bad',
    },
  );
});

test("a flag is not taken for another one's value", async (t: TestContext) => {
  const { code, stderr } = await runWith(["--name", "--json"]);
  t.assert.deepStrictEqual([code, stderr.includes("--name needs a value: --name NAME")], [2, true]);
});

test("--help lists every flag and every exit code, and runs nothing", async (t: TestContext) => {
  const { code, stdout } = await runWith(["--help"], () => Promise.reject(new Error("ran")));
  const missing = ["--name NAME", "--json", "--help", ...Object.values(exitCode).map((number) => ` ${number}  `)].filter(
    (text) => !stdout.includes(text),
  );
  t.assert.deepStrictEqual([code, missing], [0, []]);
});

test("a foreseen failure is printed in four parts, without a stack, and ends with its own code", async (t: TestContext) => {
  const failure = new DialtoneError({ code: "DT_BOT_MISSING", what: "no bot", saw: "404", expected: "a bot", fix: "pulumi up" });
  t.assert.deepStrictEqual(await runWith([], () => Promise.reject(failure)), {
    code: 13,
    stdout: "",
    stderr:
      "✘ DT_BOT_MISSING  no bot\n  saw       404\n  expected  a bot\n  fix       pulumi up\n  more      docs/errors.md#dt_bot_missing\n",
  });
});

test("a service that nobody could reach is no bug and no verdict: uncertain, with what was tried (3)", async (t: TestContext) => {
  const failure = new TransportFailure("dns", "ENOTFOUND", "https://graph.microsoft.com/v1.0/applications");
  const { code, stderr } = await runWith([], () => Promise.reject(failure));
  t.assert.deepStrictEqual(
    { code, lines: stderr.split("\n") },
    {
      code: 3,
      lines: [
        "✘ DT_UNCERTAIN_NETWORK  try could not reach a service that it needs",
        "  saw       dns (ENOTFOUND) at https://graph.microsoft.com/v1.0/applications",
        "  expected  an answer",
        "  fix       check network, proxy and firewall, then run it again",
        "  more      docs/errors.md#dt_uncertain_network",
        "",
      ],
    },
  );
});

test("an unforeseen failure is said to be a bug, with its stack (1)", async (t: TestContext) => {
  const { code, stderr } = await runWith([], () => Promise.reject(new RangeError("off by one")));
  t.assert.deepStrictEqual(
    [code, stderr.includes("this is a bug in Dialtone"), stderr.includes("RangeError: off by one\n    at ")],
    [1, true, true],
  );
});

test("an interruption that reaches the top ends with the signal's code", async (t: TestContext) => {
  const controller = new AbortController();
  const interruption = new Interruption("SIGINT", "interrupted (Ctrl-C)");
  controller.abort(interruption);
  const { code } = await runWith([], () => Promise.reject(interruption), { signal: controller.signal });
  t.assert.strictEqual(code, 130);
});

test("colours come on a terminal only, and not with NO_COLOR", async (t: TestContext) => {
  const failure = (): Promise<never> =>
    Promise.reject(new DialtoneError({ code: "DT_BOT_MISSING", what: "w", saw: "s", expected: "e", fix: "f" }));
  const hasColour = async (options: Parameters<typeof runWith>[2]): Promise<boolean> =>
    (await runWith([], failure, options)).stderr.includes("\u001b[");
  t.assert.deepStrictEqual(
    [await hasColour({}), await hasColour({ isTerminal: true }), await hasColour({ isTerminal: true, environment: { NO_COLOR: "1" } })],
    [false, true, false],
  );
});
