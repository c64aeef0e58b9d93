/**
 * `npm run teardown` as a process: what it says of its flags, without a CLI, and, with one, against the simulated cloud in
 * the stories. Cannot prove that Entra and Azure forget as the simulated ones do.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { runScript, type ScriptEnd } from "../helpers/run-script.ts";

const hasCli = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((directory) => statSync(join(directory, "pulumi"), { throwIfNoEntry: false })?.isFile() === true);
const skip = hasCli ? false : "there is no pulumi CLI on PATH";

test("--help names every exit code", async (t: TestContext) => {
  const { stdout } = await runScript("teardown", ["--help"]);
  t.assert.deepStrictEqual(
    [...stdout.matchAll(/^ {2,4}(\d+) {2}/gm)].map(([, code]) => Number(code)),
    [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15, 16, 130, 143],
  );
});

test("flags that change something want --yes, and --unprotect wants the stack's own name: all problems at once, exit 2", async (t: TestContext) => {
  const end = await runScript("teardown", ["--stack", "dev", "--purge", "--unprotect", "prod"]);
  t.assert.strictEqual(end.exitCode, 2);
  for (const words of ["--purge changes something", "--unprotect changes something", "the one after --stack"])
    t.assert.ok(end.stderr.includes(words));
});

test("without a Pulumi CLI it ends with 2 and one sentence", async (t: TestContext) => {
  const environment = { PATH: dirname(process.execPath), HOME: process.env["HOME"] };
  const end = await runScript("teardown", ["--stack", "dev"], { environment });
  t.assert.strictEqual(end.exitCode, 2);
  t.assert.match(end.stderr, /DT_USAGE_ENGINE {2}there is no Pulumi CLI on PATH/);
});

describe("npm run rehearse -- --scenario teardown", { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-test-"));
  let end: ScriptEnd;
  before(async () => {
    end = await runScript("rehearse", ["--scenario", "teardown", "--evidence", directory]);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test("ends as listed: previewed, refused while protected, killed, gone on with, proved, purged", (t: TestContext) => {
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
  });

  test("leaves a proof that holds by the published schema and names everything that the stack had", (t: TestContext) => {
    const file = readdirSync(directory).find((name) => /^teardown-.*\.json$/.test(name)) ?? "none";
    const proof = JSON.parse(readFileSync(join(directory, file), "utf8")) as {
      readonly outcome: string;
      readonly things: readonly { readonly kind: string; readonly status: string }[];
      readonly kept: readonly { readonly kind: string; readonly until: string | null }[];
    };
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    const schema = resolve(import.meta.dirname, "../../docs/schemas/teardown-1.schema.json");
    const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);
    validate(proof);
    t.assert.deepStrictEqual(validate.errors, null);
    t.assert.strictEqual(proof.outcome, "gone");
    const gone = new Set(proof.things.filter(({ status }) => status === "gone").map(({ kind }) => kind));
    const asked = ["application", "service principal", "grant", "bot", "channel", "vault", "host", "identity", "role assignment", "table"];
    t.assert.deepStrictEqual(
      asked.filter((kind) => !gone.has(kind)),
      [],
    );
    const dated = proof.kept.filter(({ until }) => until !== null).map(({ kind }) => kind);
    t.assert.deepStrictEqual(dated.sort(), ["application", "log workspace", "service principal", "vault"]);
  });

  test("writes nothing to Microsoft Graph's own service principal, and leaves others' grants", (t: TestContext) => {
    t.assert.match(end.stderr, /Microsoft Graph's own service principal: 0 writes, 0 deletes/);
    t.assert.match(end.stderr, /Others' grants on Microsoft Graph: 3 before, 3 of them after/);
  });
});

for (const scenario of ["teardown-group-gone", "teardown-left"]) {
  test(`npm run rehearse -- --scenario ${scenario} ends as listed`, { skip }, async (t: TestContext) => {
    const end = await runScript("rehearse", ["--scenario", scenario]);
    t.assert.strictEqual(end.exitCode, 0, end.stderr);
  });
}
