import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { exitCode, type ExitCode } from "../../infra/contract/exit-code.ts";
import type { Act, AdministratorAct, Scenario, VerifyAct, WorldAct } from "../../test/cloud/scenarios/scenario.ts";
import type { Progress } from "../lib/progress.ts";
import { toInterruption } from "../lib/interruption.ts";
import type { Evidence } from "../verify/evidence.ts";
import { findClosingProblems } from "./closing-checks.ts";
import { judgeVerifyAct, toReport, watchCalls, type VerifySeen } from "./judge-verify-act.ts";
import type { LifeMismatch } from "./compare-life-run.ts";
import type { LifePlayer } from "./play-life.ts";
import { playEnvironment } from "./play-environment.ts";
import { playWorld } from "./play-world.ts";
import type { StackPlan } from "./stack-plan.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { untilAborted } from "./until-aborted.ts";
import type { VerifyRun } from "./verify-child.ts";
import { watchFirstToken } from "./watch-first-token.ts";

export interface PlayOptions {
  /** Nothing but what is asked for goes to stdout. */
  readonly isQuiet: boolean;
  /** What verify tells on its way is compared with the story instead of shown. */
  readonly isMuted: boolean;
  readonly announce: (text: string) => void;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Plays the acts on the real engine; where the scenario has any. */
  readonly life?: LifePlayer;
}

/** What a scenario came to. */
export interface Play {
  readonly exitCode: ExitCode;
  /** Of the last verify act; undefined where there was none. */
  readonly evidence: Evidence | undefined;
  /** What the last verify act did; undefined where there was none. */
  readonly seen: VerifySeen | undefined;
  /** What did not go as the story says; empty for a scenario that ended as listed. */
  readonly problems: readonly DialtoneError[];
}

/** Acts that happen to a stack which is there. */
const worldKinds: ReadonlySet<string> = new Set<WorldAct["kind"]>(["request", "faults", "certificate", "host-role", "outputs"]);

function isWorldAct(act: Act): act is WorldAct {
  return worldKinds.has(act.kind);
}

interface VerifyAnswer {
  readonly evidence: Evidence | undefined;
  readonly seen: VerifySeen;
}

/**
 * Plays a provisioned scenario's acts in order. Its exit code is the last verify's, or 1 where an act did not end as
 * the story lists it, the cloud was asked for something it does not know, or a fault never happened.
 */
export async function playScenario(scenario: Scenario, rehearsal: Rehearsal, clientId: () => string, options: PlayOptions): Promise<Play> {
  const problems: DialtoneError[] = [];
  const { life, signal } = options;
  let last: VerifyAnswer | undefined;
  let bootstrapped: number | undefined;
  for (const act of scenario.acts) {
    if (act.kind === "administrator") {
      await runAdministrator(act, rehearsal, clientId(), options);
    } else if (isWorldAct(act)) {
      options.announce(await untilAborted(signal, [playWorld(act, rehearsal), rehearsal.broken]));
    } else if (act.kind === "clock" && life === undefined) {
      await rehearsal.cloud.context.clock.advance(act.forwardHours * 3_600_000);
      options.announce(`${act.forwardHours} hours pass`);
    } else if (act.kind === "bootstrap" || act.kind === "up") {
      problems.push(
        ...toProblems(scenario, await untilAborted(signal, [playEnvironment(act, rehearsal, options.progress), rehearsal.broken])),
      );
      if (act.kind === "bootstrap") bootstrapped = act.exitCode;
      if (problems.length > 0) break; // what follows builds on it
    } else if (act.kind !== "verify") {
      if (life === undefined) throw new RangeError(`scenario ${scenario.name} has an act "${act.kind}" and does not provision by acts`);
      problems.push(...toProblems(scenario, await untilAborted(signal, [life.play(act), rehearsal.broken])));
      if (problems.length > 0) break; // what follows builds on it
    } else {
      last = await runVerifyAct(act, rehearsal, clientId(), options);
      const interruption = toInterruption(options.signal);
      if (interruption !== undefined) return { exitCode: interruption.exitCode, ...last, problems: [] };
      problems.push(...toProblems(scenario, judgeVerifyAct(toListed(act, rehearsal.plan), last.seen)));
    }
  }
  problems.push(...toProblems(scenario, (await life?.close()) ?? []), ...findClosingProblems(rehearsal.cloud));
  const code = last?.seen.exitCode ?? bootstrapped ?? (life === undefined ? exitCode.bug : exitCode.done);
  const isKnown = (Object.values(exitCode) as number[]).includes(code);
  return {
    exitCode: problems.length > 0 || !isKnown ? exitCode.bug : (code as ExitCode),
    evidence: last?.evidence,
    seen: last?.seen,
    problems,
  };
}

/** As listed, but for a stack that leaves consent to a person: where the story proves the call, this one ends with the hand-off. */
function toListed(act: VerifyAct, plan: StackPlan): VerifyAct {
  if (!plan.isConsentLeftToPerson || act.exitCode !== exitCode.done) return act;
  return { kind: "verify", exitCode: exitCode.handoff, code: "DT_CONSENT_HANDOFF", posts: 0 };
}

/** Source: https://learn.microsoft.com/graph/permissions-reference, read 2026-11-25. */
const groupCallsRole = "Calls.InitiateGroupCall.All";

async function runAdministrator(act: AdministratorAct, { cloud }: Rehearsal, clientId: string, { announce }: PlayOptions): Promise<void> {
  switch (act.does) {
    case "grant-consent":
      await cloud.administrator.grantConsent(clientId);
      return announce("an administrator grants the consent");
    case "revoke-consent":
      await cloud.administrator.revokeConsent(clientId);
      return announce("an administrator takes the consent back");
    case "grant-group-calls":
      await cloud.administrator.grantRole(clientId, groupCallsRole);
      return announce(`an administrator grants ${groupCallsRole}`);
  }
}

async function runVerifyAct(act: VerifyAct, rehearsal: Rehearsal, clientId: string, options: PlayOptions): Promise<VerifyAnswer> {
  const { meanwhile } = act;
  const countCalls = watchCalls(rehearsal.cloud);
  const watch =
    meanwhile === undefined
      ? undefined
      : watchFirstToken(rehearsal.cloud.context, clientId, meanwhile.secondsAfterFirstToken, () =>
          runAdministrator(meanwhile, rehearsal, clientId, options),
        );
  const { isQuiet, isMuted } = options;
  const clockAheadMs = (act.clockAheadMinutes ?? 0) * 60_000;
  let run: VerifyRun;
  try {
    run = await rehearsal.verify({ flags: act.flags ?? [], isQuiet, isMuted, clockAheadMs });
  } finally {
    await watch?.stop();
  }
  const seen: VerifySeen = {
    ...countCalls(),
    exitCode: run.exitCode,
    code: run.evidence?.checks.find(({ status }) => status === "failed" || status === "unknown")?.code ?? null,
    report: toReport(run.evidence),
    told: isMuted ? run.told : null,
  };
  return { evidence: run.evidence, seen };
}

function toProblems(scenario: Scenario, mismatches: readonly LifeMismatch[]): DialtoneError[] {
  return mismatches.map(
    (mismatch) =>
      new DialtoneError({
        code: "DT_REHEARSAL_STORY",
        ...mismatch,
        fix: `npm run rehearse -- --scenario ${scenario.name} --har FILE shows every request; the story is test/cloud/scenarios/${scenario.name}.ts`,
      }),
  );
}
