/**
 * The pipelines' files against the published schemas of their hosts, as check-jsonschema carries them (SchemaStore's,
 * GitLab's and Microsoft's own). Needs DIALTONE_PYTHON with it: CI has it; skipped without, and said.
 * Cannot prove: that a runner does what they say.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { createAzureDevopsPipeline } from "../../../../../scripts/bootstrap/pipeline/azure-devops-pipeline.ts";
import { createGithubWorkflow } from "../../../../../scripts/bootstrap/pipeline/github-workflow.ts";
import { createGitlabPipeline } from "../../../../../scripts/bootstrap/pipeline/gitlab-pipeline.ts";
import { createTemporaryDirectory } from "../../../../helpers/temporary-directory.ts";
import { facts } from "./facts-fixture.ts";

const python = process.env["DIALTONE_PYTHON"] ?? "";
const skip = python === "" ? "DIALTONE_PYTHON names no Python with check-jsonschema" : false;
const odd = { ...facts, stackName: "1.0", environment: "Contoso (prod)/eu" };
const hosts = [
  { schema: "vendor.github-workflows", create: createGithubWorkflow, part: "runs-on" },
  { schema: "vendor.gitlab-ci", create: createGitlabPipeline, part: "expire_in" },
  { schema: "vendor.azure-pipelines", create: createAzureDevopsPipeline, part: "azureSubscription" },
] as const;

function check(directory: string, schema: string, text: string): { readonly status: number | null; readonly output: string } {
  const file = join(directory, "pipeline.yml");
  writeFileSync(file, text);
  // The schema of Azure DevOps has expressions that only the older dialect takes.
  const flags = ["-m", "check_jsonschema", "--regex-variant", "nonunicode", "--builtin-schema", schema, file];
  const { status, stdout, stderr } = spawnSync(python, flags, { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}`.slice(0, 2000) };
}

describe("the pipelines' files", { skip }, () => {
  const directory = createTemporaryDirectory();
  for (const { schema, create, part } of hosts) {
    test(`are what the schema ${schema} takes, with odd names too`, (t: TestContext) => {
      for (const given of [facts, odd]) {
        const { status, output } = check(directory, schema, create(given));
        t.assert.strictEqual(status, 0, output);
      }
    });
    test(`would not be with a misspelt key: ${schema} looks`, (t: TestContext) => {
      t.assert.strictEqual(check(directory, schema, create(facts).replaceAll(part, `${part}x`)).status, 1);
    });
  }
});
