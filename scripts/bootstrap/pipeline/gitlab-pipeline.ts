import { pipelineVersions, quote, type PipelineFacts } from "./pipeline-facts.ts";

/**
 * The pipeline of GitLab. Its token names the branch, so a merge request's job, whose branch nobody knew when the trust
 * was made, gets nothing from Azure: it rehearses, and the preview is the first thing that main does.
 * Source: https://docs.gitlab.com/ci/cloud_services/azure/, read 2026-11-25.
 */
export function createGitlabPipeline(facts: PipelineFacts): string {
  const { stackName, environment } = facts;
  return `# Made by npm run bootstrap. Nothing here is a secret: GitLab's own token is exchanged for Azure's, on main alone.
# Protect the branch main. In .gitlab-ci.yml: include: [{ local: .gitlab-ci-${stackName}.yml }]; for the canary, a weekly
# pipeline schedule on main.
.dialtone-${stackName}:
  image: node:${pipelineVersions.node}
  variables:
    ARM_USE_OIDC: "true"
    ARM_CLIENT_ID: ${facts.deployClientId}
    ARM_TENANT_ID: ${facts.tenantId}
    ARM_SUBSCRIPTION_ID: ${facts.subscriptionId}
    AZURE_CLIENT_ID: ${facts.deployClientId}
    AZURE_TENANT_ID: ${facts.tenantId}
    AZURE_FEDERATED_TOKEN_FILE: /tmp/dialtone-token
    PULUMI_BACKEND_URL: ${quote(facts.backendUrl)}
    PULUMI_SKIP_UPDATE_CHECK: "true"
  id_tokens:
    ARM_OIDC_TOKEN:
      aud: api://AzureADTokenExchange
  before_script:
    - umask 077 && printf %s "$ARM_OIDC_TOKEN" > "$AZURE_FEDERATED_TOKEN_FILE"
    - curl -fsSL https://get.pulumi.com | sh -s -- --version ${pipelineVersions.pulumi}
    - export PATH="$HOME/.pulumi/bin:$PATH"
    - npm ci --ignore-scripts
  interruptible: false
  resource_group: dialtone-${stackName}

dialtone-${stackName}-rehearse:
  image: node:${pipelineVersions.node}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npm ci --ignore-scripts
    - npm run --silent rehearse -- --stack ${stackName}

dialtone-${stackName}-deploy:
  extends: .dialtone-${stackName}
  rules:
    - if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE != "schedule"
  environment:
    name: ${quote(environment)}
  script:
    - pulumi preview --stack ${stackName} --non-interactive --diff
    - pulumi up --stack ${stackName} --non-interactive --yes --skip-preview
    - npm run --silent verify -- --stack ${stackName} --evidence evidence
  artifacts:
    when: always
    paths: [evidence]
    expire_in: 90 days

dialtone-${stackName}-canary:
  extends: .dialtone-${stackName}
  rules:
    - if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "schedule"
  environment:
    name: ${quote(environment)}
    action: verify
  script:
    - npm run --silent verify -- --stack ${stackName} --evidence evidence
  artifacts:
    when: always
    paths: [evidence]
    expire_in: 90 days
`;
}
