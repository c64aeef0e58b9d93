// The stack's program through Pulumi's own Node loader, started as Pulumi.yaml says, against a monitor in this test.
// Cannot prove: that the language host starts the loader in this way (it cannot be had here), or what an engine makes
// of the registrations; that half is the scenario `lifecycle`.
import { existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { before, describe, test, type TestContext } from "node:test";
import { readStackConfig, toPulumiConfig } from "../../../../scripts/engine/read-stack-config.ts";
import { checkoutDirectory } from "../../../helpers/run-script.ts";
import { runLoader, type LoaderRun } from "./fake-engine.ts";
import { answerInvoke, outputsOf } from "./made-up-cloud.ts";
import { programRegistrations } from "./program-registrations.ts";

const config = toPulumiConfig({ ...readStackConfig("dev", checkoutDirectory).values, protect: true });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A Node below 24 on this machine; the one of the system, where npm's is ours. */
function findOlderNode(): string | undefined {
  return ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
    if (!existsSync(path)) return false;
    const major = Number(/^v(\d+)/.exec(execFileSync(path, ["--version"], { encoding: "utf8" }))?.[1]);
    return major < 24;
  });
}

function order(left: { type: string; name: string }, right: { type: string; name: string }): number {
  return `${left.type} ${left.name}` < `${right.type} ${right.name}` ? -1 : 1;
}

for (const dryRun of [true, false]) {
  describe(`the program in ${dryRun ? "a preview" : "an update"}, loaded by @pulumi/pulumi/cmd/run`, () => {
    let run: LoaderRun;
    before(async () => {
      run = await runLoader({ dryRun, config, outputsOf, invoke: answerInvoke });
    });

    test("starts without a build step and ends with 0 and no error", (t: TestContext) => {
      t.assert.deepStrictEqual({ exitCode: run.exitCode, errors: run.errors, stderr: run.stderr }, { exitCode: 0, errors: [], stderr: "" });
    });

    test("registers exactly the resources of the golden list, with parent, protection, secret outputs and ignored changes", (t: TestContext) => {
      t.assert.deepStrictEqual([...run.registrations].sort(order), [...programRegistrations.secret].sort(order));
    });

    test("has one stack output", (t: TestContext) => {
      t.assert.deepStrictEqual(Object.keys(run.outputs ?? {}), ["dialtone"]);
      t.assert.strictEqual(run.outputs?.["dialtone"] === unknown, dryRun);
    });
  });
}

/** A certificate is made in the vault's data plane, by an update only; that is the scenario `certificate`. */
for (const [mode, generation, dryRuns] of [
  ["certificate", { name: "g1", life: "90d" }, [true]],
  ["federated", { name: "ci", issuer: "https://issuer.test", subject: "repo:org/repo:environment:prod" }, [true, false]],
] as const) {
  for (const dryRun of dryRuns) {
    test(`a ${mode} credential registers its golden list, and no secret, in ${dryRun ? "a preview" : "an update"}`, async (t: TestContext) => {
      const credential = { "dialtone:credential": JSON.stringify({ mode, generations: [generation] }) };
      const run = await runLoader({ dryRun, config: { ...config, ...credential }, outputsOf, invoke: answerInvoke });
      t.assert.deepStrictEqual({ exitCode: run.exitCode, errors: run.errors, stderr: run.stderr }, { exitCode: 0, errors: [], stderr: "" });
      t.assert.deepStrictEqual([...run.registrations].sort(order), [...programRegistrations[mode]].sort(order));
    });
  }
}

const olderNode = findOlderNode();
test(
  "says one sentence under an older Node, and registers nothing",
  { skip: olderNode === undefined ? "there is no older Node on this machine" : false },
  async (t: TestContext) => {
    const run = await runLoader({ node: olderNode ?? "", config, outputsOf, invoke: answerInvoke });
    t.assert.match(run.stderr, /^DT_USAGE_NODE {2}Dialtone needs Node 24\.12 or newer and this is [\d.]+: .+\.\n$/);
    t.assert.deepStrictEqual({ exitCode: run.exitCode, registrations: run.registrations }, { exitCode: 2, registrations: [] });
  },
);
