import type { FlagValues } from "../lib/flag-values.ts";
import { pipelineKinds, type PipelineKind } from "./blueprint.ts";

/** What `--ci` and its companions say. */
export interface PipelineFlags {
  readonly kind: PipelineKind;
  readonly repository: string;
  readonly environment: string | undefined;
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  readonly previewSubject: string | undefined;
}

/**
 * What a repository is called, by host. GitHub's newer ones have their ids in the tokens: OWNER@ID/NAME@ID.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identities-github-immutable-subjects, read 2026-11-25.
 */
const repositoryPatterns: Record<PipelineKind, RegExp> = {
  github: /^[\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?$/,
  "azure-devops": /^[^/\p{Cc}]+\/[^/\p{Cc}]+\/[^/\p{Cc}]+$/u,
  gitlab: /^[\w.-]+(?:\/[\w.-]+)+$/,
};

/**
 * Names of environments and service connections that mean the same in every file: no quotes, no line ends, nothing that a
 * pipeline expands. GitHub writes a colon otherwise into its tokens than into its pages.
 */
const environmentPattern = /^[A-Za-z0-9_](?:[\w .()/-]{0,98}[\w.)])?$/;

/** Reads the flags of the pipeline, and says every problem with them; undefined without `--ci`. */
export function parsePipelineFlags(values: FlagValues, problems: string[]): PipelineFlags | undefined {
  const given = values.string("ci");
  const others = ["repository", "ci-environment", "ci-issuer", "ci-subject", "ci-preview-subject"].filter(
    (name) => values.string(name) !== undefined,
  );
  if (given === undefined) {
    for (const name of others) problems.push(`--${name} belongs to --ci`);
    return undefined;
  }
  const kind = pipelineKinds.find((known) => known === given);
  if (kind === undefined) {
    problems.push(`--ci is one of ${pipelineKinds.join(", ")}`);
    return undefined;
  }
  const repository = values.string("repository") ?? "";
  if (!repositoryPatterns[kind].test(repository))
    problems.push(
      `--ci ${kind} needs --repository ${kind === "github" ? "OWNER/NAME" : kind === "gitlab" ? "GROUP/PROJECT" : "ORGANISATION/PROJECT/REPOSITORY"}`,
    );
  if (kind === "azure-devops")
    for (const name of ["ci-issuer", "ci-subject", "ci-preview-subject"])
      if (values.string(name) === undefined) problems.push(`--ci azure-devops needs --${name}: the draft service connection shows it`);
  if (kind !== "azure-devops")
    for (const name of ["ci-subject", "ci-preview-subject"])
      if (values.string(name) !== undefined) problems.push(`--${name} belongs to --ci azure-devops: that of ${kind} is known`);
  const issuer = values.string("ci-issuer");
  if (issuer !== undefined && !(URL.canParse(issuer) && issuer.startsWith("https://"))) problems.push("--ci-issuer wants an https URL");
  for (const name of ["ci-subject", "ci-preview-subject"])
    if (/^$|\p{Cc}/u.test(values.string(name) ?? "-")) problems.push(`--${name} wants one line`);
  const environment = values.string("ci-environment");
  if (environment !== undefined && !environmentPattern.test(environment))
    problems.push("--ci-environment wants letters, digits, spaces and _ . ( ) / - only, 100 at most");
  return {
    kind,
    repository,
    environment,
    issuer,
    subject: values.string("ci-subject"),
    previewSubject: values.string("ci-preview-subject"),
  };
}
