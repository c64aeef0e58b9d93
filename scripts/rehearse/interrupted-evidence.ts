import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chainLinks, type ExitCode } from "../../infra/contract/exit-code.ts";
import { callsInitiateAllAppRoleId, callsInitiateAllValue } from "../../infra/contract/microsoft-ids.ts";
import type { Evidence } from "../verify/evidence.ts";
import { checkoutDirectory } from "./checkout.ts";

/** The document of a rehearsal that was stopped before verify began: nothing was checked, no call was placed. */
export function createInterruptedEvidence(run: {
  readonly exitCode: ExitCode;
  readonly engine: Evidence["engine"];
  readonly stackName: string;
  readonly startedAt: Date;
}): Evidence {
  const manifest = JSON.parse(readFileSync(join(checkoutDirectory, "package.json"), "utf8")) as { version: string };
  return {
    schema: "dialtone/evidence/1",
    outcome: "interrupted",
    exitCode: run.exitCode,
    rehearsal: true,
    engine: run.engine,
    stack: run.stackName,
    cloud: "rehearsal",
    startedAt: run.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    dialtoneVersion: manifest.version,
    permission: { value: callsInitiateAllValue, appRoleId: callsInitiateAllAppRoleId, granted: null, inToken: null, wider: [] },
    checks: chainLinks.map((link) => ({
      id: `${link}.not-reached`,
      link,
      status: "skipped",
      code: "DT_INTERRUPTED",
      message: "not reached: the rehearsal was interrupted before verify began",
      saw: "",
      expected: "",
      fix: "npm run rehearse",
      durationMs: 0,
    })),
    call: null,
  };
}
