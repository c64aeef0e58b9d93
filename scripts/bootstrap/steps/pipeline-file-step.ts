import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Blueprint, Pipeline } from "../blueprint.ts";
import { createAzureDevopsPipeline } from "../pipeline/azure-devops-pipeline.ts";
import { createGithubWorkflow } from "../pipeline/github-workflow.ts";
import { createGitlabPipeline } from "../pipeline/gitlab-pipeline.ts";
import type { PipelineFacts } from "../pipeline/pipeline-facts.ts";
import { readIdentity } from "./pipeline-steps.ts";
import { absent, there, type Step, type StepContext } from "./step.ts";

/** Where each host looks for it, and what writes it. */
const kinds: Record<Pipeline["kind"], { readonly path: (stackName: string) => string; readonly create: (facts: PipelineFacts) => string }> =
  {
    github: { path: (stackName) => `.github/workflows/dialtone-${stackName}.yml`, create: createGithubWorkflow },
    "azure-devops": { path: (stackName) => `azure-pipelines-${stackName}.yml`, create: createAzureDevopsPipeline },
    gitlab: { path: (stackName) => `.gitlab-ci-${stackName}.yml`, create: createGitlabPipeline },
  };

/** The pipeline's file, ready to be committed. One that was changed by hand is the reader's own and stays. */
export function createPipelineFileStep(blueprint: Blueprint, pipeline: Pipeline): Step {
  const { path, create } = kinds[pipeline.kind];
  const relativePath = path(blueprint.stackName);
  const file = join(blueprint.directory, relativePath);
  return {
    name: "pipeline-file",
    title: `${relativePath}: preview, up, verify, weekly canary`,
    read: async (context) => {
      if (!existsSync(file)) return absent;
      return readFileSync(file, "utf8") === create(await readFacts(context, pipeline))
        ? there
        : { kind: "kept", how: "it is there and otherwise than bootstrap would write it: yours, left alone" };
    },
    apply: async (context) => {
      const text = create(await readFacts(context, pipeline));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.bootstrap`, text);
      renameSync(`${file}.bootstrap`, file);
    },
  };
}

async function readFacts(context: StepContext, pipeline: Pipeline): Promise<PipelineFacts> {
  const { blueprint } = context;
  const { names } = blueprint;
  const [deploy, preview] = await Promise.all([readIdentity(context, names.deployIdentity), readIdentity(context, names.previewIdentity)]);
  return {
    stackName: blueprint.stackName,
    tenantId: blueprint.tenantId,
    subscriptionId: blueprint.subscriptionId,
    backendUrl: blueprint.backend.url,
    environment: pipeline.environment,
    deployClientId: deploy?.clientId ?? "",
    previewClientId: preview?.clientId ?? "",
  };
}
