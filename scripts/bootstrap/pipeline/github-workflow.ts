import { pipelineVersions, quote, type PipelineFacts } from "./pipeline-facts.ts";

/**
 * Actions by full commit: a tag can be moved. Source of the commits: public workflows that pin them with their tag beside
 * it (checkout v5.0.0, azure/login v2.3.0, pulumi/actions v7.0.0, upload-artifact v4.6.2), read 2026-11-25.
 */
const actions = {
  checkout: "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
  azureLogin: "azure/login@a457da9ea143d694b1b9c7c869ebb04ebe844ef5 # v2.3.0",
  pulumi: "pulumi/actions@8e5e406f4007fca908480587cb9893c07090f58d # v7.0.0",
  upload: "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2",
} as const;

/** The workflow of GitHub Actions. Node comes with `npm ci`, as everywhere; there is no secret in it and it needs none. */
export function createGithubWorkflow(facts: PipelineFacts): string {
  const { stackName, environment } = facts;
  return `# Made by npm run bootstrap. Nothing here is a secret: GitHub's own token is exchanged for Azure's, in these environments alone.
# Protect the environment "${environment}" (Settings, Environments): deployment branches, main alone. Required reviewers would be
# asked for the weekly canary too.
name: dialtone ${stackName}

on:
  pull_request:
  push:
    branches: [main]
  schedule:
    - cron: "17 6 * * 1" # once a week: does the chain still hold
  workflow_dispatch:

# Nothing by default; each job says what it needs.
permissions: {}

# One at a time, and none is cut off: an update that is killed has to be recovered (docs/recovery.md).
concurrency:
  group: dialtone-${stackName}-\${{ github.event_name == 'pull_request' && github.ref || 'deploy' }}
  cancel-in-progress: false

env:
  ARM_USE_OIDC: "true"
  ARM_TENANT_ID: ${facts.tenantId}
  ARM_SUBSCRIPTION_ID: ${facts.subscriptionId}
  PULUMI_BACKEND_URL: ${quote(facts.backendUrl)}
  PULUMI_SKIP_UPDATE_CHECK: "true"

jobs:
  preview:
    # Not for forks: they get no token, and their code is nobody's of ours.
    if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    environment: ${quote(`${environment}-preview`)}
    timeout-minutes: 20
    permissions:
      contents: read
      id-token: write
    env:
      ARM_CLIENT_ID: ${facts.previewClientId} # may read, and nothing else
    steps:
${indent(setUp(facts.previewClientId, facts), 6)}
      - run: npm run --silent rehearse -- --stack ${stackName}
      - run: pulumi preview --stack ${stackName} --non-interactive --diff

  deploy:
    if: github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')
    runs-on: ubuntu-24.04
    environment: ${quote(environment)}
    timeout-minutes: 60
    permissions:
      contents: read
      id-token: write
    env:
      ARM_CLIENT_ID: ${facts.deployClientId}
    steps:
${indent(setUp(facts.deployClientId, facts), 6)}
      - run: pulumi up --stack ${stackName} --non-interactive --yes --skip-preview
      # Once more: az cannot renew GitHub's token, which lives for minutes, and an update may take longer.
${indent(signIn(facts.deployClientId, facts), 6)}
      - run: npm run --silent verify -- --stack ${stackName} --evidence evidence
${indent(keepEvidence(stackName), 6)}

  canary:
    if: github.event_name == 'schedule'
    runs-on: ubuntu-24.04
    environment: ${quote(environment)}
    timeout-minutes: 20
    permissions:
      contents: read
      id-token: write
    env:
      ARM_CLIENT_ID: ${facts.deployClientId}
    steps:
${indent(setUp(facts.deployClientId, facts), 6)}
      - run: npm run --silent verify -- --stack ${stackName} --evidence evidence
${indent(keepEvidence(stackName), 6)}
`;
}

function setUp(clientId: string, facts: PipelineFacts): string {
  return `- uses: ${actions.checkout}
  with:
    persist-credentials: false
${signIn(clientId, facts)}
- uses: ${actions.pulumi}
  with:
    pulumi-version: ${pipelineVersions.pulumi}
- run: npm ci --ignore-scripts`;
}

/** Source of the life of that sign-in: https://github.com/Azure/azure-cli/issues/28708 (AADSTS700024), read 2026-11-26. */
function signIn(clientId: string, { tenantId, subscriptionId }: PipelineFacts): string {
  return `- uses: ${actions.azureLogin}
  with:
    client-id: ${clientId}
    tenant-id: ${tenantId}
    subscription-id: ${subscriptionId}`;
}

function keepEvidence(stackName: string): string {
  return `- if: always()
  uses: ${actions.upload}
  with:
    name: dialtone-${stackName}-evidence-\${{ github.run_id }}-\${{ github.run_attempt }}
    path: evidence
    if-no-files-found: ignore
    retention-days: 90`;
}

function indent(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(columns)}${line}`))
    .join("\n");
}
