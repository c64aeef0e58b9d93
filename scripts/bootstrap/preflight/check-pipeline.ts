import { failed, ok, warned, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "pipeline";

/** What is true of a trusted pipeline whatever its file says. */
export function checkPipeline({ blueprint: { pipeline, consent, cloudName } }: PreflightContext): readonly Finding[] {
  if (pipeline === undefined) return [];
  // Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity, and
  // hashicorp/go-azure-sdk sdk/auth/github_oidc_authorizer.go (the audience that the provider asks for), read 2026-11-26.
  if (cloudName !== "public")
    return [
      failed(
        check,
        "bootstrap makes pipelines of the public cloud alone: the US Government's takes tokens for an audience of its own, which the azuread provider does not ask for",
        `cloud ${cloudName}, audience api://AzureADTokenExchangeUSGov`,
        "leave --ci out, and run pulumi up where you are signed in",
      ),
    ];
  const findings: Finding[] = [ok(check, "exactly these tokens are trusted", `${pipeline.issuer}, subject ${pipeline.deploySubject}`)];
  if (consent === "grant")
    findings.push(
      warned(
        "pipeline-consent",
        "consent: grant gives the pipeline AppRoleAssignment.ReadWrite.All: whoever can run it can make itself Global Administrator",
        "--consent grant with --ci",
        "--consent manual: the pipeline deploys, an administrator consents once with one link",
      ),
    );
  if (pipeline.kind === "github" && !pipeline.repository.includes("@")) {
    const [owner = "", name = ""] = pipeline.repository.split("/");
    findings.push(
      warned(
        "pipeline-repository",
        "tokens of a GitHub repository made, renamed or moved since July 2026 carry ids beside the names, and are not trusted by the names alone",
        pipeline.repository,
        `gh api repos/${owner}/${name} --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"' prints what --repository wants then`,
      ),
    );
  }
  return findings;
}
