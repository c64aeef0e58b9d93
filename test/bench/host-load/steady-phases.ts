import { LoadEvents, usualMix } from "../../unit/infra/callback-host/load-events.ts";
import { ClosedLoop, sendAtRate } from "../../unit/infra/callback-host/load-sender.ts";
import { Random } from "../../unit/infra/callback-host/random.ts";
import { percentile, readProcessState, wait } from "./measure.ts";
import { AnswerBook, unless } from "./phase.ts";
import type { LoadRun, Verdict } from "./phase.ts";

/** Goal for a good request's p99 at 200 a second on a closed box, in milliseconds. Source: hostile-and-faults.md, section 11, S1. */
const steadyP99GoalMs = 25;
/** Memory that the host must do with, in MiB. Issue F, 5. */
const memoryGoalMiB = 128;
const loopDelayGoalMs = 50;
const pureMix = { duplicates: 0, badTokens: 0, badBodies: 0 };

/** S0: a hundred requests on one connection are a hundred rows. */
export async function runSmoke({ rig }: LoadRun): Promise<Verdict> {
  const book = new AnswerBook(rig, "s0");
  const events = new LoadEvents(new Random(10), rig.token(), pureMix, "s0");
  await sendAtRate({ port: rig.port, connections: 1, next: () => events.next(), onAnswer: book.note, perSecond: 50, seconds: 2 });
  const rows = (await rig.readRows()).filter((row) => String(row["callId"]).startsWith("s0-")).length;
  const problems = await book.join(rig, "s0");
  return {
    measured: `${book.describe()}, ${rows} rows`,
    problems: [...problems, ...unless(rows === 100 && book.tally.get("202") === 100, "not 100 rows and 100 × 202")],
  };
}

/** S1: 200 a second with duplicates, bad tokens and bad bodies. */
export async function runSteady(run: LoadRun): Promise<Verdict> {
  const { rig, share } = run;
  const book = new AnswerBook(rig, "s1");
  const events = new LoadEvents(new Random(11), rig.token(), usualMix, "s1");
  await sendAtRate({
    port: rig.port,
    connections: 32,
    next: () => events.next(),
    onAnswer: book.note,
    perSecond: 200,
    seconds: 60 * share,
  });
  run.steadyP99Ms = percentile(book.latenciesMs, 99);
  return {
    measured: `${book.describe()}; p50 ${percentile(book.latenciesMs, 50).toFixed(1)} ms, p99 ${run.steadyP99Ms.toFixed(1)} ms`,
    problems: [
      ...(await book.join(rig, "s1")),
      ...unless(run.steadyP99Ms <= steadyP99GoalMs, `p99 over ${steadyP99GoalMs} ms`),
      ...unless(book.unavailable + book.unanswered === 0, "503 or no answer"),
    ],
  };
}

/** S2: up to 2,000 a second and back. */
export async function runBurst(run: LoadRun): Promise<Verdict> {
  const { rig, share } = run;
  const events = new LoadEvents(new Random(12), rig.token(), usualMix, "s2");
  const book = new AnswerBook(rig, "s2");
  let last: number[] = [];
  for (const perSecond of [50, 250, 500, 1_000, 2_000, 1_000, 250, 50, 50]) {
    last = [];
    const onAnswer: typeof book.note = (event, status, latencyMs) => {
      book.note(event, status, latencyMs);
      if (status === 202) last.push(latencyMs);
    };
    await sendAtRate({ port: rig.port, connections: 256, next: () => events.next(), onAnswer, perSecond, seconds: 5 * share });
  }
  const backMs = percentile(last, 99);
  const goalMs = Math.max(run.steadyP99Ms, steadyP99GoalMs);
  return {
    measured: `${book.describe()}; p99 afterwards ${backMs.toFixed(1)} ms`,
    problems: [
      ...(await book.join(rig, "s2")),
      ...unless(backMs <= goalMs, `p99 within 5 s not back to ${goalMs.toFixed(0)} ms`),
      ...unless(book.unanswered === 0, `${book.unanswered} without an answer`),
    ],
  };
}

/** S3: as fast as it goes, on 32 and on 256 connections. */
export async function runSaturation({ rig, host, share }: LoadRun): Promise<Verdict> {
  const parts: string[] = [];
  const problems: string[] = [];
  for (const connections of [32, 256]) {
    const name = `s3c${connections}`;
    const book = new AnswerBook(rig, name);
    const events = new LoadEvents(new Random(connections), rig.token(), pureMix, name);
    const pid = host.process.pid ?? 0;
    const stderrFrom = host.output().stderr.length;
    const cpuFrom = readProcessState(pid).cpuSeconds;
    const load = new ClosedLoop({ port: rig.port, connections, next: () => events.next(), onAnswer: book.note });
    const seconds = 30 * share;
    await wait(seconds * 1_000);
    const { rssMiB, cpuSeconds } = readProcessState(pid);
    await load.stop();
    const delays = [
      ...host
        .output()
        .stderr.slice(stderrFrom)
        .matchAll(/loop-delay-p99-ms ([\d.]+)/g),
    ].map(([, ms]) => Number(ms));
    const delayMs = percentile(delays, 50);
    const accepted = book.tally.get("202") ?? 0;
    parts.push(
      `${connections} connections: ${(accepted / seconds).toFixed(0)}/s, p99 ${percentile(book.latenciesMs, 99).toFixed(0)} ms, ` +
        `RSS ${rssMiB.toFixed(0)} MiB, loop delay p99 ${delayMs.toFixed(0)} ms, ${(((cpuSeconds - cpuFrom) / accepted) * 1_000).toFixed(2)} CPU s per 1,000`,
    );
    problems.push(
      ...(await book.join(rig, name)).map((problem) => `${name}: ${problem}`),
      ...unless(rssMiB <= memoryGoalMiB, `${name}: RSS over ${memoryGoalMiB} MiB`),
      ...unless(delayMs <= loopDelayGoalMs, `${name}: loop delay over ${loopDelayGoalMs} ms`),
      ...unless(book.unanswered === 0, `${name}: ${book.unanswered} without an answer`),
    );
  }
  return { measured: `${parts.join("; ")} (Azurite on the generator's core is the limit)`, problems };
}
