import { pipelineVersions, quote, type PipelineFacts } from "./pipeline-facts.ts";

/**
 * The pipeline of Azure DevOps. The service connection signs az in, and the scripts and the CLI's blob driver use that
 * sign-in; the providers get the pipeline's own token. az cannot renew it, so what follows an update signs in anew.
 * Source: https://www.pulumi.com/registry/packages/azure-native/installation-configuration (ARM_OIDC_TOKEN), and
 * https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/azure-cli-v2 (addSpnToEnvironment), read 2026-11-25; https://github.com/Azure/azure-cli/issues/28708 (AADSTS700024), read 2026-11-26.
 */
export function createAzureDevopsPipeline(facts: PipelineFacts): string {
  const { stackName, environment } = facts;
  return `# Made by npm run bootstrap. Nothing here is a secret: the service connections exchange the pipeline's own token for Azure's.
# Service connections: "${environment}" deploys (let only main use it: Approvals and checks, Branch control), "${environment}-preview" may only read.
trigger:
  branches:
    include: [main]
pr: # GitHub and Bitbucket read it; a repository of Azure Repos wants a branch policy on main: Build validation, this pipeline
  branches:
    include: [main]
schedules:
  - cron: "17 6 * * 1" # once a week: does the chain still hold
    displayName: canary
    branches:
      include: [main]
    always: "true"

pool:
  vmImage: ubuntu-24.04

variables:
  ARM_USE_OIDC: "true"
  ARM_TENANT_ID: ${facts.tenantId}
  ARM_SUBSCRIPTION_ID: ${facts.subscriptionId}
  PULUMI_BACKEND_URL: ${quote(facts.backendUrl)}
  PULUMI_SKIP_UPDATE_CHECK: "true"

jobs:
  - job: preview
    condition: eq(variables['Build.Reason'], 'PullRequest')
    timeoutInMinutes: "20"
    steps:
${setUp()}
      - script: npm run --silent rehearse -- --stack ${stackName}
${task(`${environment}-preview`, `pulumi preview --stack ${stackName} --non-interactive --diff`)}

  - job: deploy
    condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'), not(in(variables['Build.Reason'], 'PullRequest', 'Schedule')))
    timeoutInMinutes: "60"
    steps:
${setUp()}
${task(environment, `pulumi up --stack ${stackName} --non-interactive --yes --skip-preview`)}
${task(environment, `npm run --silent verify -- --stack ${stackName} --evidence evidence`)}
${keepEvidence(stackName)}

  - job: canary
    condition: eq(variables['Build.Reason'], 'Schedule')
    timeoutInMinutes: "20"
    steps:
${setUp()}
${task(environment, `npm run --silent verify -- --stack ${stackName} --evidence evidence`)}
${keepEvidence(stackName)}
`;
}

function setUp(): string {
  return `      - checkout: self
        persistCredentials: "false"
      - script: |
          curl -fsSL https://get.pulumi.com | sh -s -- --version ${pipelineVersions.pulumi}
          echo "##vso[task.prependpath]$HOME/.pulumi/bin"
        displayName: Pulumi CLI ${pipelineVersions.pulumi}
      - script: npm ci --ignore-scripts`;
}

function task(connection: string, command: string): string {
  return `      - task: AzureCLI@2
        inputs:
          azureSubscription: ${quote(connection)}
          scriptType: bash
          scriptLocation: inlineScript
          addSpnToEnvironment: true
          inlineScript: |
            export ARM_CLIENT_ID="$servicePrincipalId" ARM_OIDC_TOKEN="$idToken"
            ${command}`;
}

function keepEvidence(stackName: string): string {
  return `      - publish: evidence
        artifact: dialtone-${stackName}-evidence-$(System.JobAttempt)
        condition: always()
        continueOnError: "true" # nothing was proved, so there is no folder`;
}
