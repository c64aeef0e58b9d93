/**
 * The manual steps of the README, counted, and those after the sign-in played as they are written.
 * Cannot prove: installing, cloning and signing in; CI installs from a clean clone, and nobody here has a tenant.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import bootstrapStory from "../cloud/scenarios/bootstrap.ts";
import { parseEvidence } from "../helpers/evidence.ts";
import { checkoutDirectory, runScript, type ScriptEnd } from "../helpers/run-script.ts";

/**
 * The fewest steps of any peer, and with all the code to write: Terraform and Pulumi without a kit.
 * Source: facts/peers.md B13 and B14, read 2026-11-25.
 */
const fewestStepsOfPeers = 9;

const section = readFileSync(join(checkoutDirectory, "README.md"), "utf8").split("## Going live")[1]?.split("\n## ")[0] ?? "";
const steps = section.split("\n").filter((line) => /^\d+\. /.test(line));

describe("the manual steps from nothing to a verified call", () => {
  let end: ScriptEnd;

  before(async () => {
    end = await runScript("rehearse", ["--scenario", "bootstrap", "--json"]);
  });

  test("are as many as the README says, and fewer than any peer's", (t: TestContext) => {
    const words = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    t.assert.strictEqual(/counted: (\w+)/.exec(section)?.[1], words[steps.length - 1]);
    t.assert.ok(steps.length < fewestStepsOfPeers, `${steps.length} steps`);
  });

  test("name the installed CLI, the sign-in and the configuration among them", (t: TestContext) => {
    for (const part of [
      /Install the Pulumi CLI/,
      /Install the Azure CLI/,
      /`npm ci`/,
      /`az login --tenant/,
      /`npm run bootstrap/,
      /`pulumi up/,
      /`npm run verify/,
    ])
      t.assert.strictEqual(steps.filter((step) => part.test(step)).length, 1, String(part));
  });

  test("after the sign-in are the acts of the story, with the same flags and no others", (t: TestContext) => {
    const commands = steps.slice(4).map((step) => /`([^`]+)`/.exec(step)?.[1]);
    const [bootstrap] = bootstrapStory.acts;
    t.assert.deepStrictEqual(
      bootstrapStory.acts.map(({ kind }) => kind),
      ["bootstrap", "up", "verify"],
    );
    t.assert.deepStrictEqual(commands, [
      `npm run bootstrap -- --stack prod ${(bootstrap?.flags ?? []).join(" ").replaceAll("=", " ").replace("{callee}", "kim@contoso.com")}`,
      "pulumi up --stack prod",
      "npm run verify -- --stack prod",
    ]);
  });

  test("come to a verified call", (t: TestContext) => {
    t.assert.deepStrictEqual(
      { exitCode: end.exitCode, outcome: parseEvidence(end.stdout).outcome },
      { exitCode: 0, outcome: "proved" },
      end.stderr,
    );
  });
});
