import { TransportFailure } from "../../lib/transport-failure.ts";
import type { Progress } from "../../lib/progress.ts";
import { exitCode, type ExitCode } from "../../../infra/contract/exit-code.ts";
import { checkAzureRights } from "./check-azure-rights.ts";
import { checkBackend } from "./check-backend.ts";
import { checkCallees } from "./check-callees.ts";
import { checkClock } from "./check-clock.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { checkCredentialPolicy } from "./check-credential-policy.ts";
import { checkEntraRights } from "./check-entra-rights.ts";
import { checkNames } from "./check-names.ts";
import { checkPipeline } from "./check-pipeline.ts";
import { checkProviders } from "./check-providers.ts";
import { checkRegion } from "./check-region.ts";
import { checkSignIn } from "./check-sign-in.ts";
import { checkTenants } from "./check-tenants.ts";
import { checkVersions } from "./check-versions.ts";
import { type Finding, unknown } from "./finding.ts";
import type { PreflightCheck, PreflightContext } from "./preflight-context.ts";

/** Everything that is looked at before the first change, in the order in which it is told. */
export const preflightChecks: readonly [PreflightCheck, ...PreflightCheck[]] = [
  { name: "versions", run: checkVersions },
  { name: "clock", run: checkClock },
  { name: "tenants", run: checkTenants },
  { name: "sign-in", run: checkSignIn },
  { name: "entra-rights", run: checkEntraRights },
  { name: "azure-rights", run: checkAzureRights },
  { name: "resource-providers", run: checkProviders },
  { name: "region", run: checkRegion },
  { name: "names", run: checkNames },
  { name: "credential-policy", run: checkCredentialPolicy },
  { name: "callees", run: checkCallees },
  { name: "configuration", run: checkConfiguration },
  { name: "backend", run: checkBackend },
  { name: "pipeline", run: checkPipeline },
];

/** Looks at everything at once, and gives every finding: the reader mends them together. Changes nothing. */
export async function runPreflight(context: PreflightContext, progress: Progress): Promise<readonly Finding[]> {
  const found = await Promise.all(
    preflightChecks.map(async ({ name, run }): Promise<readonly Finding[]> => {
      try {
        const findings = await run(context);
        progress.step("preflight", `${name}: ${summarise(findings)}`);
        return findings;
      } catch (error) {
        if (!(error instanceof TransportFailure)) throw error;
        progress.step("preflight", `${name}: could not find out`);
        return [unknown(name, `could not find out: ${name}`, error.message, "check network, proxy and firewall, then run it again")];
      }
    }),
  );
  return found.flat();
}

function summarise(findings: readonly Finding[]): string {
  const count = (status: Finding["status"]): number => findings.filter((finding) => finding.status === status).length;
  const parts = [
    [count("failed"), "failed"],
    [count("unknown"), "could not find out"],
    [count("warned"), "to know"],
  ].flatMap(([number, word]) => (number === 0 ? [] : [`${String(number)} ${String(word)}`]));
  return parts.length === 0 ? "ok" : parts.join(", ");
}

/**
 * What the findings come to: what the reader can mend first (2), then what somebody else has to (4), then what could not
 * be found out (3). 0: nothing stops.
 */
export function toPreflightExitCode(findings: readonly Finding[]): ExitCode {
  const stopping = findings.filter(({ stops }) => stops);
  if (findings.length === 0 || stopping.some(({ status, owner }) => status === "failed" && owner === "you")) return exitCode.usage;
  if (stopping.some(({ status }) => status === "failed")) return exitCode.handoff;
  return stopping.length > 0 ? exitCode.uncertain : exitCode.done;
}
