import { ok, warned, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "pipeline";

/** What is true of a trusted pipeline whatever its file says. */
export function checkPipeline({ blueprint: { pipeline, consent } }: PreflightContext): readonly Finding[] {
  if (pipeline === undefined) return [];
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
