/**
 * The pipelines' files: GitHub's is read by GitHub's own parser; all are parsed as YAML, and what they run exists.
 * Cannot prove: that a runner does what they say. pipeline-schemas.test.ts has the schemas.
 */
import { readFileSync } from "node:fs";
import { describe, test, type TestContext } from "node:test";
import { parse } from "yaml";
import { createAzureDevopsPipeline } from "../../../../../scripts/bootstrap/pipeline/azure-devops-pipeline.ts";
import { createGithubWorkflow } from "../../../../../scripts/bootstrap/pipeline/github-workflow.ts";
import { createGitlabPipeline } from "../../../../../scripts/bootstrap/pipeline/gitlab-pipeline.ts";
import { pipelineVersions } from "../../../../../scripts/bootstrap/pipeline/pipeline-facts.ts";
import { findWorkflowProblems } from "../../../../helpers/github-workflow-problems.ts";
import { checkoutDirectory } from "../../../../helpers/run-script.ts";
import { facts } from "./facts-fixture.ts";

const manifest = JSON.parse(readFileSync(`${checkoutDirectory}/package.json`, "utf8")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};
const files = {
  github: createGithubWorkflow(facts),
  "azure-devops": createAzureDevopsPipeline(facts),
  gitlab: createGitlabPipeline(facts),
};

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly if?: string }[];
}

for (const [kind, text] of Object.entries(files)) {
  describe(`the pipeline of ${kind}`, () => {
    test("is YAML with every fact in it", (t: TestContext) => {
      t.assert.strictEqual(typeof parse(text), "object");
      for (const value of [facts.tenantId, facts.subscriptionId, facts.backendUrl, facts.environment])
        t.assert.ok(text.includes(value), value);
    });

    test("runs npm scripts that exist, and installs without running anybody's install script", (t: TestContext) => {
      const scripts = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)]
        .map(([, name]) => name ?? "")
        .filter((name) => name !== "bootstrap");
      t.assert.ok(scripts.length >= 3);
      t.assert.deepStrictEqual(
        scripts.filter((name) => manifest.scripts[name] === undefined),
        [],
      );
      t.assert.deepStrictEqual(text.match(/npm (?:ci|install)(?! --ignore-scripts).*/g), null);
    });

    test("holds no secret and asks for none", (t: TestContext) => {
      t.assert.doesNotMatch(
        text,
        /\$\{\{\s*secrets\.|ARM_CLIENT_SECRET|AZURE_CLIENT_SECRET|PULUMI_ACCESS_TOKEN|AZURE_STORAGE_KEY|password/i,
      );
    });

    test("deploys, verifies and keeps the evidence, and only verifies once a week", (t: TestContext) => {
      t.assert.strictEqual(text.match(/pulumi up /g)?.length, 1);
      t.assert.strictEqual(text.match(/npm run --silent verify -- --stack prod --evidence evidence/g)?.length, 2);
    });

    test("installs the CLI that the SDK is pinned to", (t: TestContext) => {
      t.assert.strictEqual(pipelineVersions.pulumi, manifest.dependencies["@pulumi/pulumi"]);
      t.assert.ok(text.includes(pipelineVersions.pulumi));
    });
  });
}

describe("the workflow of GitHub", () => {
  const workflow = parse(files.github) as { permissions: object; on: Record<string, unknown>; jobs: Record<string, Job> };

  test("is one that GitHub's own parser takes", async (t: TestContext) => {
    t.assert.deepStrictEqual(await findWorkflowProblems(files.github), []);
  });

  test("would not be taken with a misspelt key: the parser looks", async (t: TestContext) => {
    t.assert.notDeepStrictEqual(await findWorkflowProblems(files.github.replace("timeout-minutes", "timeout-minute")), []);
  });

  test("names every action by its full commit, with the version beside it", (t: TestContext) => {
    const uses = files.github.match(/uses: .*/g) ?? [];
    t.assert.ok(uses.length >= 9);
    t.assert.deepStrictEqual(
      uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
      [],
    );
  });

  test("gives jobs nothing but reading the source and a token of their own", (t: TestContext) => {
    t.assert.deepStrictEqual(workflow.permissions, {});
    for (const job of Object.values(workflow.jobs)) t.assert.deepStrictEqual(job.permissions, { contents: "read", "id-token": "write" });
  });

  test("previews pull requests as who may only read, in an environment of their own, and never those of forks", (t: TestContext) => {
    const preview = workflow.jobs["preview"];
    t.assert.strictEqual(preview?.environment, "production-preview");
    t.assert.strictEqual(preview?.env?.["ARM_CLIENT_ID"], facts.previewClientId);
    t.assert.match(preview?.if ?? "", /head\.repo\.full_name == github\.repository/);
    t.assert.ok(!JSON.stringify(preview).includes(facts.deployClientId));
  });

  test("deploys from main alone, by hand too", (t: TestContext) => {
    t.assert.deepStrictEqual([workflow.on["push"], workflow.jobs["deploy"]?.environment], [{ branches: ["main"] }, "production"]);
    t.assert.match(workflow.jobs["deploy"]?.if ?? "", /^github\.ref == 'refs\/heads\/main' && \((?:(?!pull_request).)*\)$/);
  });

  test("signs in once more between the update and the verification: an update may outlive the first sign-in", (t: TestContext) => {
    const acts = (workflow.jobs["deploy"]?.steps ?? []).map(({ uses, run }) => uses?.split("@")[0] ?? run?.split(" --")[0] ?? "");
    t.assert.deepStrictEqual(acts.slice(acts.indexOf("pulumi up")), ["pulumi up", "azure/login", "npm run", "actions/upload-artifact"]);
  });
});

describe("the pipeline of Azure DevOps", () => {
  test("signs in for the update and for the verification, and rehearses without any sign-in", (t: TestContext) => {
    const { jobs } = parse(files["azure-devops"]) as {
      jobs: { job: string; steps: { inputs?: { inlineScript: string }; script?: string }[] }[];
    };
    const scripts = (name: string) => jobs.find(({ job }) => job === name)?.steps.flatMap(({ inputs }) => inputs?.inlineScript ?? []) ?? [];
    t.assert.deepStrictEqual(
      scripts("deploy").map((text) => /pulumi up|npm run --silent verify/g.exec(text)?.[0]),
      ["pulumi up", "npm run --silent verify"],
    );
    t.assert.deepStrictEqual(
      scripts("preview").filter((text) => text.includes("rehearse")),
      [],
    );
  });
});

describe("a stack and an environment whose names YAML would read otherwise", () => {
  const odd = { ...facts, stackName: "1.0", environment: "1.0" };
  test("stay text in every file", (t: TestContext) => {
    const github = parse(createGithubWorkflow(odd)) as { jobs: Record<string, Job> };
    t.assert.strictEqual(github.jobs["deploy"]?.environment, "1.0");
    const gitlab = parse(createGitlabPipeline(odd)) as Record<string, { environment?: { name: unknown } }>;
    t.assert.strictEqual(gitlab["dialtone-1.0-deploy"]?.environment?.name, "1.0");
    const azure = parse(createAzureDevopsPipeline(odd)) as { jobs: { steps: { inputs?: { azureSubscription: unknown } }[] }[] };
    t.assert.deepStrictEqual(
      azure.jobs[1]?.steps.flatMap(({ inputs }) => inputs?.azureSubscription ?? []),
      ["1.0", "1.0"],
    );
  });
});

describe("the pipeline of GitLab", () => {
  test("gives a merge request no token", (t: TestContext) => {
    const jobs = parse(files.gitlab) as Record<string, { id_tokens?: object; extends?: string; rules?: readonly { if: string }[] }>;
    const ofMergeRequest = Object.values(jobs).filter(
      ({ rules }) => rules?.some((rule) => rule.if.includes("merge_request_event")) === true,
    );
    t.assert.deepStrictEqual(
      ofMergeRequest.map((job) => [job.id_tokens, job.extends]),
      [[undefined, undefined]],
    );
  });
});
