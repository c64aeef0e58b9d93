/** Cannot prove: a real terminal; the streams are in memory. */
import { PassThrough } from "node:stream";
import { describe, test, type TestContext } from "node:test";
import { createAskPerson, isPersonThere } from "../../../../scripts/bootstrap/ask-person.ts";

function createTerminal(lines: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    // A person types when asked.
    if (/[:\]] $/.test(shown) && queue.length > 0) input.write(`${queue.shift()}\n`);
  });
  const queue = lines.split("\n");
  const person = createAskPerson({ input, output, signal: new AbortController().signal, interrupt: () => {} });
  return { person, input, shown: () => shown };
}

describe("asking a person", () => {
  test("takes the line that is typed", async (t: TestContext) => {
    t.assert.strictEqual(await createTerminal("swedencentral").person.line("Region"), "swedencentral");
  });
  test("asks again where nothing was typed and there is no fallback", async (t: TestContext) => {
    const { person, shown } = createTerminal("\nkim@contoso.com");
    t.assert.strictEqual(await person.line("Callee"), "kim@contoso.com");
    t.assert.strictEqual(shown().match(/Callee/g)?.length, 2);
  });
  test("takes the fallback where nothing was typed", async (t: TestContext) => {
    t.assert.strictEqual(await createTerminal("").person.line("Name", "Dialtone dev"), "Dialtone dev");
  });
  test("takes one of several by number, and no number beyond them", async (t: TestContext) => {
    t.assert.strictEqual(await createTerminal("3\n2").person.choice("Which", ["a", "b"]), 1);
  });
  test("goes on with yes alone", async (t: TestContext) => {
    t.assert.deepStrictEqual(
      [
        await createTerminal("y").person.agree("Go on"),
        await createTerminal("").person.agree("Go on"),
        await createTerminal("no").person.agree("Go on"),
      ],
      [true, false, false],
    );
  });
  test("gives up where the terminal is closed", async (t: TestContext) => {
    const { person, input } = createTerminal("");
    const asked = person.line("Region");
    input.end();
    await t.assert.rejects(asked, { code: "DT_BOOTSTRAP_MISSING", saw: /"Region:"/ });
  });
});

describe("Ctrl-C at a question", () => {
  test("interrupts the command, which ends as interrupted", async (t: TestContext) => {
    const input = new PassThrough();
    const output = Object.assign(new PassThrough(), { isTTY: true });
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const person = createAskPerson({ input, output, signal: controller.signal, interrupt: () => controller.abort(reason) });
    const asked = person.line("Region");
    input.write("\u0003");
    await t.assert.rejects(asked, reason);
  });
});

describe("a person is there", () => {
  const terminal = { isTTY: true };
  test("on a terminal", (t: TestContext) => t.assert.strictEqual(isPersonThere({}, terminal, terminal), true));
  test("not where input or output is a pipe", (t: TestContext) =>
    t.assert.deepStrictEqual([isPersonThere({}, {}, terminal), isPersonThere({}, terminal, {})], [false, false]));
  for (const name of ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI"])
    test(`not where ${name} is set`, (t: TestContext) =>
      t.assert.strictEqual(isPersonThere({ [name]: "true" }, terminal, terminal), false));
  test("where CI says that it is none", (t: TestContext) =>
    t.assert.deepStrictEqual(
      ["", "0", "false"].map((value) => isPersonThere({ CI: value }, terminal, terminal)),
      [true, true, true],
    ));
});
