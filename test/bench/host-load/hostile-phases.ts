import { connect } from "node:net";
import type { Socket } from "node:net";
import { killUnderLoad } from "../../unit/infra/callback-host/kill-under-load.ts";
import { findFreePort } from "../../unit/infra/callback-host/host-process.ts";
import { toRequest } from "../../unit/infra/callback-host/host-fixture.ts";
import { KeptConnection } from "../../unit/infra/callback-host/kept-connection.ts";
import { LoadEvents, usualMix } from "../../unit/infra/callback-host/load-events.ts";
import { sendAtRate } from "../../unit/infra/callback-host/load-sender.ts";
import { Random } from "../../unit/infra/callback-host/random.ts";
import { createSigningPair, signToken } from "../../unit/infra/callback-host/token-signer.ts";
import { percentile, readProcessState, wait } from "./measure.ts";
import { AnswerBook, unless } from "./phase.ts";
import type { LoadRun, Verdict } from "./phase.ts";
import { startStoreProxy } from "./store-proxy.ts";
import type { StoreFault } from "./store-proxy.ts";

const slowSockets = 1_000;
/** What the host's memory may grow in S4, in MiB: ±8 of the house rules, and what a thousand open sockets cost while they are open. */
const flatMiB = 24;
/** Goods' p99 in S4 is judged against S1's, but never against less than this, in milliseconds: timers are that coarse. */
const leastP99Ms = 10;

/** S4: S1 with a thousand slow sockets, and 500 tokens a second of unknown keys. */
export async function runHostile(run: LoadRun): Promise<Verdict> {
  const { rig, host, share } = run;
  const pid = host.process.pid ?? 0;
  const [before, fetchesBefore] = [readProcessState(pid), rig.keyFetches()];
  const book = new AnswerBook(rig, "s4");
  const events = new LoadEvents(new Random(14), rig.token(), usualMix, "s4");
  let isOver = false;
  const bad = { count: 0, wrong: 0 };
  const slow = keepSlowSockets(rig.port, () => isOver);
  const flood = floodTokens(rig.port, bad, () => isOver);
  await sendAtRate({
    port: rig.port,
    connections: 32,
    next: () => events.next(),
    onAnswer: book.note,
    perSecond: 200,
    seconds: 60 * share,
  });
  isOver = true;
  await Promise.all([slow, flood]);
  await wait(1_000);
  const after = readProcessState(pid);
  const [p99Ms, fetches] = [percentile(book.latenciesMs, 99), rig.keyFetches() - fetchesBefore];
  const goalMs = 2 * Math.max(run.steadyP99Ms, leastP99Ms);
  return {
    measured: `${book.describe()}; p99 ${p99Ms.toFixed(1)} ms; ${bad.count} bad tokens; ${fetches} key fetches; RSS ${before.rssMiB.toFixed(0)} to ${after.rssMiB.toFixed(0)} MiB`,
    problems: [
      ...(await book.join(rig, "s4")),
      ...unless(p99Ms <= goalMs, `p99 over ${goalMs.toFixed(0)} ms`),
      ...unless(fetches <= 2, "more than 2 key fetches"),
      ...unless(bad.wrong === 0, `${bad.wrong} bad tokens answered otherwise than 401`),
      ...unless(after.rssMiB - before.rssMiB <= flatMiB, `RSS grew more than ${flatMiB} MiB`),
    ],
  };
}

/** A thousand sockets that send one byte of a header every five seconds, and come back when they are cut. */
async function keepSlowSockets(port: number, isOver: () => boolean): Promise<void> {
  const sockets = new Set<Socket>();
  const text = "POST /api/calls/callback HTTP/1.1\r\nHost: x\r\nX-Slow: ";
  while (!isOver()) {
    for (let opened = 0; sockets.size < slowSockets && opened < 100; opened += 1) {
      const socket = connect({ port, host: "127.0.0.1" });
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
      socket.write(text.slice(0, 10));
      const drip = setInterval(() => socket.write("x"), 5_000);
      socket.on("close", () => clearInterval(drip));
      socket.resume();
    }
    await wait(200);
  }
  for (const socket of sockets) socket.destroy();
}

async function floodTokens(port: number, bad: { count: number; wrong: number }, isOver: () => boolean): Promise<void> {
  const stranger = createSigningPair("stranger");
  const tokens = Array.from({ length: 50 }, (_, index) =>
    signToken(stranger, { iss: "https://api.botframework.com", index }, { kid: `unknown-${index}` }),
  );
  const requests = tokens.map((token) => toRequest({ authorization: `Bearer ${token}`, body: "" }));
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const connection = new KeptConnection(port);
      while (!isOver()) {
        const status = await connection.send(requests[bad.count % requests.length] as Buffer);
        bad.count += 1;
        if (status !== 401 && status !== undefined) bad.wrong += 1;
        await wait(10);
      }
      connection.close();
    }),
  );
}

/** S5: S1 while the store is cut, busy, slow, loses its answers, and stands still. */
export async function runStoreFaults({ rig, share }: LoadRun): Promise<Verdict> {
  const proxy = await startStoreProxy(rig);
  const endpoint = `https://localhost:${proxy.port}/devstoreaccount1`;
  const port = await findFreePort();
  const host = await rig.startHost({ environment: { HOST_TABLE_ENDPOINT: endpoint, HOST_PORT: `${port}` }, port });
  const book = new AnswerBook(rig, "s5");
  const events = new LoadEvents(new Random(15), rig.token(), usualMix, "s5");
  const seconds = 90 * share;
  const load = sendAtRate({ port, connections: 256, next: () => events.next(), onAnswer: book.note, perSecond: 200, seconds });
  const faults: readonly (StoreFault | "stopped")[] = ["none", "stopped", "none", "cut", "none", "busy", "none", "slow", "lost-answer"];
  for (const fault of faults) {
    if (fault === "stopped") rig.azurite().process.kill("SIGSTOP");
    else proxy.fault = fault;
    await wait((seconds * 1_000) / (faults.length + 1));
    rig.azurite().process.kill("SIGCONT");
  }
  proxy.fault = "none";
  await load;
  const back = new AnswerBook(rig, "s5b");
  await sendAtRate({ port, connections: 8, next: () => events.next(), onAnswer: back.note, perSecond: 50, seconds: 1 });
  host.process.kill("SIGTERM");
  const exitCode = await host.exited;
  proxy.stop();
  back.ledger.close();
  book.ledger.close();
  for (const [status, count] of back.tally) book.tally.set(`back ${status}`, count);
  return {
    measured: book.describe(),
    problems: [
      ...(await joinAll(rig, book, back)),
      ...unless(book.unanswered === 0, `${book.unanswered} without an answer`),
      ...unless(book.unavailable > 0, "no fault was felt"),
      ...unless(back.unavailable + back.unanswered === 0, "did not come back by itself"),
      ...unless(exitCode === 0, `exit ${exitCode}`),
    ],
  };
}

async function joinAll(rig: LoadRun["rig"], book: AnswerBook, back: AnswerBook): Promise<string[]> {
  const rows = (await rig.readRows()).filter((row) => String(row["callId"]).startsWith("s5-call-"));
  const [first, second] = [book.ledger.join(rows), back.ledger.join(rows)];
  return [
    ...unless(
      first.acknowledgedButMissing + second.acknowledgedButMissing === 0,
      `acknowledged but missing ${first.acknowledgedButMissing}`,
    ),
    ...unless(first.doubleRows === 0, `double rows ${first.doubleRows}`),
    ...unless(first.refusedButStored === 0, `refused but stored ${first.refusedButStored}`),
    ...unless(first.acknowledged > 0, "nothing was acknowledged"),
  ];
}

/** S6: SIGKILL at 20 seeded instants. */
export async function runKills({ rig, share }: LoadRun): Promise<Verdict> {
  const book = new AnswerBook(rig, "s6");
  const kills = Math.max(3, Math.round(20 * share));
  const seed = Date.now() % 2 ** 31;
  const { resent, killsUnderLoad, wrong } = await killUnderLoad(rig, { seed, kills, ledger: book.ledger });
  const problems = await book.join(rig, "kill-");
  return {
    measured: `seed ${seed}, ${killsUnderLoad} of ${kills} kills under load, ${resent} sent again`,
    problems: [...problems, ...wrong.slice(0, 3)],
  };
}
