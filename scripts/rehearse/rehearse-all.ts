import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { errorCodes } from "../../infra/contract/error-codes.ts";
import { exitCode } from "../../infra/contract/exit-code.ts";
import type { Scenario } from "../../test/cloud/scenarios/scenario.ts";
import type { CommandContext, CommandOutcome } from "../lib/command.ts";
import { createOwnedFolder } from "../lib/owned-folder.ts";
import { silentProgress } from "../lib/progress.ts";
import { prepareEvidenceFolder } from "../verify/keep-evidence.ts";
import { findMissingNeeds } from "./choose-engine.ts";
import { formatScenarioEnds } from "./format-scenario-ends.ts";
import { runRehearsal, type RehearsalRequest } from "./run-rehearsal.ts";
import type { ScenarioEnd } from "./scenario-end.ts";

type AllRequest = Omit<RehearsalRequest, "scenario" | "isQuiet" | "isMuted">;

/**
 * Scenarios at a time: one more than there are processors, because each waits now and then. Every one has a cloud and
 * processes of its own, on ports of their own.
 */
const laneCount = availableParallelism() + 1;

/**
 * Plays every scenario, several at a time, each with a cloud of its own; those that need the real engine one after the
 * other, because some of them disturb it on purpose. Ends with 0 when each that could be played ended as listed, with 1
 * otherwise, and with 2 where none could be: nothing checked is not success. Prints one line a scenario; a single one's
 * whole report is `--scenario NAME`.
 */
export async function rehearseAll(scenarios: readonly Scenario[], request: AllRequest, context: CommandContext): Promise<CommandOutcome> {
  if (request.evidenceDirectory !== undefined) await prepareEvidenceFolder(request.evidenceDirectory);
  // Every scenario starts the same few programs anew: compiled once, they start in half the time.
  const compileCache = createOwnedFolder("compiled");
  try {
    const environment = { ...context.environment, NODE_COMPILE_CACHE: compileCache };
    return await playAll(scenarios, request, { ...context, environment });
  } finally {
    rmSync(compileCache, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function playAll(scenarios: readonly Scenario[], request: AllRequest, context: CommandContext): Promise<CommandOutcome> {
  const startedAt = performance.now();
  const playable = await Promise.all(
    scenarios.map(async (scenario) => ({ scenario, missing: await findMissingNeeds(scenario, context.environment) })),
  );
  const ends = new Map<string, ScenarioEnd>();
  const keep = (end: ScenarioEnd): void => {
    ends.set(end.name, end);
    const result = end.exitCode === null ? end.note : `exit ${end.exitCode}${end.isAsListed ? "" : `, listed ${end.listed}: ${end.note}`}`;
    context.progress.step("scenario", `${ends.size} of ${scenarios.length}  ${end.name}: ${result}`);
  };
  const play = async ({ scenario, missing }: (typeof playable)[number]): Promise<void> =>
    keep(missing.length > 0 ? toSkipped(scenario, missing) : await playOne(scenario, request, context));

  await inLanes(
    playable.filter(({ scenario }) => scenario.needs === undefined),
    laneCount,
    play,
    context.signal,
  );
  await inLanes(
    playable.filter(({ scenario }) => scenario.needs !== undefined),
    1,
    play,
    context.signal,
  );

  const inOrder = scenarios.map((scenario) => ends.get(scenario.name)).filter((end) => end !== undefined);
  const played = inOrder.filter((end) => end.exitCode !== null);
  const code = played.length === 0 ? exitCode.usage : played.every((end) => end.isAsListed) ? exitCode.done : exitCode.bug;
  const durationMs = Math.round(performance.now() - startedAt);
  return {
    exitCode: code,
    result: { exitCode: code, durationMs, scenarios: inOrder },
    report: formatScenarioEnds(inOrder, durationMs, context.paint),
  };
}

/** Plays all, so many at a time. After an interruption it waits for those that are winding up. */
async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  play: (item: Item) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const left = [...items];
  const runLane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      signal.throwIfAborted();
      await play(next);
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: lanes }, runLane));
  for (const lane of settled) if (lane.status === "rejected") throw lane.reason;
}

function toSkipped({ name, exitCode: listed }: Scenario, missing: readonly string[]): ScenarioEnd {
  const note = `skipped: it needs ${missing.join(", ")}`;
  return { name, listed, exitCode: null, code: null, posts: null, hungUp: null, isAsListed: true, durationMs: 0, note };
}

async function playOne(scenario: Scenario, request: AllRequest, context: CommandContext): Promise<ScenarioEnd> {
  const startedAt = performance.now();
  const { name, exitCode: listed } = scenario;
  const evidenceDirectory = request.evidenceDirectory === undefined ? undefined : join(request.evidenceDirectory, name);
  const toEnd = (end: Pick<ScenarioEnd, "exitCode" | "code" | "posts" | "hungUp" | "note">): ScenarioEnd => ({
    name,
    listed,
    ...end,
    isAsListed: end.exitCode === listed,
    durationMs: Math.round(performance.now() - startedAt),
  });
  try {
    // Their lines would be mixed up: one line a scenario is what a reader can follow.
    const own = { ...context, progress: silentProgress };
    const {
      exitCode: code,
      seen,
      problems,
    } = await runRehearsal({ ...request, isQuiet: true, isMuted: true, scenario, evidenceDirectory }, own);
    const note = problems
      .map(({ code: problem, what, saw, expected }) => `${problem} ${what}: saw ${saw}; expected ${expected}`)
      .join("; ");
    return toEnd({ exitCode: code, code: seen?.code ?? null, posts: seen?.posts ?? null, hungUp: seen?.hungUp ?? null, note });
  } catch (error) {
    if (!(error instanceof DialtoneError)) throw error;
    const note = error.message;
    return toEnd({ exitCode: exitCode[errorCodes[error.code]], code: error.code, posts: null, hungUp: null, note });
  }
}
