import type { ErrorCode } from "../../infra/contract/error-codes.ts";
import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import type { Paint } from "../lib/paint.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Finding } from "./preflight/finding.ts";
import type { StepState } from "./steps/step.ts";

/** One step of the plan, and what became of it. */
export interface PlannedStep {
  readonly name: string;
  readonly title: string;
  readonly state: StepState;
  /** False: nothing had to be done, or nothing was done. */
  readonly isApplied: boolean;
}

/** What `--json` prints, and what the report is written from. */
export interface BootstrapResult {
  readonly schema: "dialtone/bootstrap/1";
  readonly stack: string;
  readonly outcome: "made" | "nothing-to-do" | "planned" | "refused" | "declined";
  readonly exitCode: ExitCode;
  /** Where the findings stop the work: what they come to. */
  readonly code: ErrorCode | null;
  readonly findings: readonly Finding[];
  readonly steps: readonly PlannedStep[];
  readonly backendUrl: string;
  readonly secretsProvider: string;
}

const marks: Record<Finding["status"], string> = { ok: "✓", warned: "!", failed: "✘", unknown: "?" };

/** The findings that a reader has to act on, or should know; those that are well in one line. */
export function formatFindings(findings: readonly Finding[], paint: Paint): string {
  const well = findings.filter(({ status }) => status === "ok");
  const told = findings.filter(({ status }) => status !== "ok");
  const colours: Record<Finding["status"], (text: string) => string> = {
    ok: paint.good,
    warned: paint.warn,
    failed: paint.bad,
    unknown: paint.warn,
  };
  return [
    `Before the first change: ${well.length} of ${findings.length} checks are well.`,
    ...told.flatMap(({ status, check, what, saw, fix, owner }) => [
      `  ${colours[status](marks[status])} ${check}: ${what}`,
      `      saw  ${saw}`,
      ...(fix === "" ? [] : [`      ${owner === "an administrator" ? "ask" : "fix"}  ${fix}`]),
    ]),
    "",
  ].join("\n");
}

/** The plan: what is there, what is made, what is left alone. */
export function formatPlan(steps: readonly Pick<PlannedStep, "title" | "state">[], paint: Paint): string {
  const lines = steps.map(({ title, state }) => {
    switch (state.kind) {
      case "there":
        return `  ${paint.dim("=")} ${title}`;
      case "absent":
        return `  ${paint.good("+")} ${title}`;
      case "differs":
        return `  ${paint.warn("~")} ${title} (${state.how})`;
      case "kept":
        return `  ${paint.dim("·")} ${title} (${state.how})`;
    }
  });
  const count = steps.filter(({ state }) => isToDo(state)).length;
  return [count === 0 ? "Plan: nothing is to be done." : `Plan: ${count} of ${steps.length} steps are to be done.`, ...lines, ""].join(
    "\n",
  );
}

export function isToDo(state: StepState): boolean {
  return state.kind === "absent" || state.kind === "differs";
}

/** What stops the work, by exit code. */
export function toStoppingCode(code: ExitCode): ErrorCode | null {
  if (code === exitCode.usage) return "DT_BOOTSTRAP_PREFLIGHT";
  if (code === exitCode.handoff) return "DT_BOOTSTRAP_RIGHTS";
  return code === exitCode.uncertain ? "DT_UNCERTAIN_PREFLIGHT" : null;
}

/** The last lines: what came of it, and what to type next. */
export function formatOutcome(result: BootstrapResult, blueprint: Blueprint): string {
  const { stackName, backend } = blueprint;
  switch (result.outcome) {
    case "refused":
      return `${result.code}: nothing was changed. More: docs/errors.md#${(result.code ?? "").toLowerCase()}\n`;
    case "planned":
      return "Nothing was changed (--dry-run).\n";
    case "declined":
      return "Nothing was changed.\n";
    case "nothing-to-do":
      return `Nothing had to be changed: environment ${stackName} is ready for pulumi up --stack ${stackName}\n`;
    case "made":
      return [
        `Environment ${stackName} is ready. State: ${backend.url}`,
        ...(blueprint.pipeline === undefined
          ? []
          : ["Commit the pipeline's file and Pulumi." + stackName + ".yaml, and protect the environment that deploys."]),
        `Next: pulumi up --stack ${stackName}, then npm run verify -- --stack ${stackName}`,
        "",
      ].join("\n");
  }
}
