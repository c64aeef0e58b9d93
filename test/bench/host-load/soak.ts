import { LoadEvents, usualMix } from "../../unit/infra/callback-host/load-events.ts";
import { sendAtRate } from "../../unit/infra/callback-host/load-sender.ts";
import { Random } from "../../unit/infra/callback-host/random.ts";
import { readProcessState, toSlopePerMinute } from "./measure.ts";
import type { ProcessState } from "./measure.ts";
import { AnswerBook, unless } from "./phase.ts";
import type { LoadRun, Verdict } from "./phase.ts";

/** Goal for a whole soak, in MiB a minute over its last three fifths. Source: hostile-and-faults.md, section 11, S7. */
const slopeGoalMiB = 1;
/** In a shortened soak the slope is noise; what counts there is the growth over its last three fifths, in MiB: V8 is still sizing its heap. */
const shortGrowthMiB = 16;
/** A soak from this length on is a whole one, in seconds. */
const wholeSeconds = 300;
/** Descriptors may differ by the connections that come and go. */
const descriptorSlack = 8;

/** S7: 100 a second for five minutes, or less. */
export async function runSoak({ rig, host }: Pick<LoadRun, "rig" | "host">, seconds: number): Promise<Verdict> {
  const book = new AnswerBook(rig, "s7");
  const events = new LoadEvents(new Random(17), rig.token(), usualMix, "s7");
  const pid = host.process.pid ?? 0;
  const startMs = performance.now();
  const states: (ProcessState & { atSeconds: number })[] = [];
  const timer = setInterval(() => states.push({ ...readProcessState(pid), atSeconds: (performance.now() - startMs) / 1_000 }), 500);
  await sendAtRate({ port: rig.port, connections: 16, next: () => events.next(), onAnswer: book.note, perSecond: 100, seconds });
  clearInterval(timer);
  const late = states.filter(({ atSeconds }) => atSeconds >= seconds * 0.4);
  const [first, last] = [late[0], late.at(-1)] as [ProcessState, ProcessState];
  const slope = toSlopePerMinute(late.map(({ atSeconds, rssMiB }) => ({ atSeconds, value: rssMiB })));
  const growthMiB = last.rssMiB - first.rssMiB;
  const isWhole = seconds >= wholeSeconds;
  return {
    measured:
      `${book.describe()} in ${seconds.toFixed(0)} s; RSS ${last.rssMiB.toFixed(0)} MiB, ${growthMiB.toFixed(1)} MiB more over the last three fifths ` +
      `(${slope.toFixed(1)} MiB a minute); ${first.descriptors} to ${last.descriptors} descriptors`,
    problems: [
      ...(await book.join(rig, "s7")),
      ...unless(isWhole ? slope <= slopeGoalMiB : growthMiB <= shortGrowthMiB, "memory grows"),
      ...unless(Math.abs(last.descriptors - first.descriptors) <= descriptorSlack, "descriptors grow"),
      ...unless(book.unavailable + book.unanswered === 0, "503 or no answer"),
    ],
  };
}
