import type { Pipeline } from "./blueprint.ts";
import type { PipelineFlags } from "./pipeline-flags.ts";

/**
 * Which token of which pipeline is trusted. GitHub puts the environment into `sub`, so a job outside of it gets nothing.
 * GitLab puts the branch there: only jobs of `main` get anything, and those of a merge request, whose branch nobody knows
 * yet, get nothing. Azure DevOps names a service connection, and only its own pages know issuer and subject.
 * Sources: https://docs.github.com/actions/reference/openid-connect-reference, https://docs.gitlab.com/ci/cloud_services/azure/,
 * https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity, read 2026-11-25.
 */
export function toPipeline(flags: PipelineFlags, stackName: string): Pipeline {
  const { kind, repository } = flags;
  const environment = flags.environment ?? stackName;
  switch (kind) {
    case "github":
      return {
        kind,
        repository,
        environment,
        issuer: flags.issuer ?? "https://token.actions.githubusercontent.com",
        deploySubject: `repo:${repository}:environment:${environment}`,
        previewSubject: `repo:${repository}:environment:${environment}-preview`,
      };
    case "gitlab":
      return {
        kind,
        repository,
        environment,
        issuer: flags.issuer ?? "https://gitlab.com",
        deploySubject: `project_path:${repository}:ref_type:branch:ref:main`,
        previewSubject: undefined,
      };
    case "azure-devops":
      return {
        kind,
        repository,
        environment,
        issuer: flags.issuer ?? "",
        deploySubject: flags.subject ?? "",
        previewSubject: flags.previewSubject,
      };
  }
}
