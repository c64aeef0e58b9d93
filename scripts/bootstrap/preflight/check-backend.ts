import { failed, ok, warned, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "backend";

/** State has a place, its secrets a key, and a pipeline without a secret can reach both. */
export function checkBackend({ blueprint: { backend, pipeline, stackName }, environment }: PreflightContext): readonly Finding[] {
  if (backend.url === "")
    return [
      failed(check, "pulumi is logged in to no backend that can be reached", "pulumi whoami fails", "pulumi login, or: --backend azure"),
    ];
  const findings: Finding[] = [];
  if (pipeline !== undefined && !backend.url.startsWith("azblob://"))
    findings.push(
      failed(
        check,
        "a pipeline without a secret reaches state by its own identity, and this backend wants a token",
        backend.url,
        "--backend azure",
      ),
    );
  if (
    backend.secretsProvider === "passphrase" &&
    (environment["PULUMI_CONFIG_PASSPHRASE"] ?? environment["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "") === ""
  )
    findings.push(
      failed(
        check,
        "this backend has no key of its own, and no passphrase is set",
        "neither PULUMI_CONFIG_PASSPHRASE nor PULUMI_CONFIG_PASSPHRASE_FILE",
        `--backend azure (with a key in Key Vault), --secrets-provider URL, or export PULUMI_CONFIG_PASSPHRASE_FILE`,
      ),
    );
  if (findings.length > 0) return findings;
  if (backend.url.startsWith("file:"))
    return [
      warned(
        check,
        `state of ${stackName} is on this machine alone`,
        backend.url,
        "--backend azure keeps it where colleagues and pipelines find it",
      ),
    ];
  return [ok(check, "state has a place and a key", `${backend.url}, ${backend.secretsProvider}`)];
}
