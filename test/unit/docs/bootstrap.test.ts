/** Cannot prove: that what the page says of a check is true; preflight-checks.test.ts has each of them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bootstrapOptions } from "../../../scripts/bootstrap/bootstrap-flags.ts";
import { loadScenarios } from "../../../scripts/rehearse/scenario-catalog.ts";
import { checkoutDirectory } from "../../helpers/run-script.ts";

const page = readFileSync(join(checkoutDirectory, "docs", "bootstrap.md"), "utf8");

test("every flag of bootstrap that the page names exists, and every scenario", async (t: TestContext) => {
  const ofOthers = ["--scenario", "--unprotect"];
  const flags = [...new Set(page.match(/(?<![\w-])--[a-z][a-z-]*/g))].filter((flag) => !ofOthers.includes(flag));
  t.assert.deepStrictEqual(
    flags.filter((flag) => !Object.hasOwn(bootstrapOptions, flag.slice(2)) && flag !== "--stack" && flag !== "--tenant"),
    [],
  );
  const names = (await loadScenarios()).map(({ name }) => name);
  for (const [, name] of page.matchAll(/--scenario ([\w-]+)|scenario `([\w-]+)`/g))
    if (name !== undefined) t.assert.ok(names.includes(name), name);
});

test("every check is on the page, by the name that it is told by", (t: TestContext) => {
  const folder = join(checkoutDirectory, "scripts", "bootstrap", "preflight");
  const text = readdirSync(folder)
    .filter((name) => name.startsWith("check-"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const names = [...text.matchAll(/check = "([\w-]+)"|(?:ok|failed|warned|needsPerson|unreadable|unknown|unanswered)\(\s*"([\w-]+)"/g)].map(
    ([, one, other]) => one ?? other ?? "",
  );
  t.assert.ok(names.length > 15);
  const isOnPage = (name: string): boolean =>
    page.includes(`\`${name}\``) || page.includes(`\`${name.replace(/-[^-]+.*$/, "")}-*\``) || page.includes(`\`${name}-policy\``);
  t.assert.deepStrictEqual(
    [...new Set(names)].filter((name) => !isOnPage(name) && !name.startsWith("pipeline")),
    [],
  );
});
