import { join } from "node:path";
import { callbackPath, callingIssuer, clientId, tenantId } from "../unit/infra/callback-host/host-fixture.ts";
import { findFreePort, readEntrypointFlags, readImageEnvironment } from "../unit/infra/callback-host/host-process.ts";
import { startHostRig } from "../unit/infra/callback-host/host-rig.ts";
import type { HostRig } from "../unit/infra/callback-host/host-rig.ts";
import { LoadEvents } from "../unit/infra/callback-host/load-events.ts";
import type { LoadEvent } from "../unit/infra/callback-host/load-events.ts";
import { Random } from "../unit/infra/callback-host/random.ts";
import { bundleProgram } from "./host/bundle.ts";
import { measureColdStart } from "./host/cold-start.ts";
import { measureLoad, startContestant } from "./host/contestant.ts";
import type { Contestant, RunningContestant } from "./host/contestant.ts";
import { describeResults, judge, judgeRss, ours, toVerdict } from "./host/verdicts.ts";
import type { Results } from "./host/verdicts.ts";
import { installPeers } from "./host/install-peers.ts";
import { median, pinToCore } from "./host-load/measure.ts";

/** Interleaved rounds; the medians of their ratios count. `HOST_BENCH_ROUNDS=3` is a short run. */
const rounds = Number(process.env["HOST_BENCH_ROUNDS"] ?? 9);
const seenCallbacks = 6_000;
/** Callbacks of the first round, which does not count: enough for V8 to have compiled what it will compile. With the table it is ten times the code. */
const warmUpFactor = 4;
const storedWarmUpFactor = 10;
/**
 * As many as would show what a token, or a row, costs once V8 has compiled what it will compile; with a few hundred of them
 * the phases showed mostly that, and how 32 connections are made.
 */
const unseenCallbacks = 3_000;
const storedCallbacks = 1_500;
const connections = 32;
const pureMix = { duplicates: 0, badTokens: 0, badBodies: 0 };

/**
 * The callback host beside botbuilder, @microsoft/agents-hosting, Fastify with jose, and bare node:http: CPU seconds per
 * 1,000 callbacks from the operating system, server on core 0, generator (and Azurite) on core 1. Issue F, 6.
 */
export default async function benchHost(): Promise<string> {
  const peers = installPeers();
  const rig = await startHostRig();
  const running: RunningContestant[] = [];
  try {
    const isPinned = pinToCore(process.pid, 1) && pinToCore(rig.azurite().process.pid ?? 0, 1);
    const ourBundle = await bundleProgram(join(import.meta.dirname, "host/our-host.ts"), join(rig.directory, "our-host.cjs"));
    const environment = toEnvironment(rig);
    const withoutTable = { ...environment, HOST_TABLE_ENDPOINT: undefined } as unknown as Record<string, string>;
    const host: Contestant = {
      name: ours,
      file: ourBundle,
      environment: { ...readImageEnvironment(), ...environment },
      nodeFlags: readEntrypointFlags(),
    };
    const others = ["botbuilder", "agents-hosting", "fastify-jose", "node-floor"].map((name): Contestant => ({
      name,
      file: join(peers, `${name}.mjs`),
      environment: withoutTable,
    }));
    for (const contestant of [host, ...others]) running.push(await startContestant(contestant));
    // The floor a second time, as itself: how far its two results are apart is the machine's noise.
    running.push({ ...(running.at(-1) as RunningContestant), name: "node-floor again", stop: () => Promise.resolve() });
    const lines = new Output();
    lines.push(
      `${rounds} interleaved rounds; ${isPinned ? "server on core 0, generator and Azurite on core 1" : "not pinned: no taskset, or one core"}`,
    );

    const seen = await runRounds(running, seenCallbacks, () => createSeenEvents(rig));
    lines.push("", `tokens seen before, no store (${seenCallbacks} callbacks a round)`, ...describeResults(seen));
    lines.push(...judge(seen, { botbuilder: 1 / 8, "agents-hosting": 1 / 5, "fastify-jose": 1 / 2, "node-floor": 1.35 }));
    lines.push(...judgeRss("RSS, no store", seen, 0.6));
    const unseen = await runRounds(running, unseenCallbacks, createUnseenRounds(rig));
    lines.push("", `tokens never seen, no store (${unseenCallbacks} callbacks a round)`, ...describeResults(unseen));
    lines.push(...judge(unseen, { botbuilder: 1 / 3.6, "agents-hosting": 1 / 2.4, "fastify-jose": 1 }));
    while (running.length > 0) await running.pop()?.stop();

    lines.push(...(await benchStore(rig, host, { name: "agents-hosting", file: join(peers, "agents-hosting.mjs"), environment })));
    lines.push(...(await benchColdStart(rig, peers)));
    return "";
  } finally {
    while (running.length > 0) await running.pop()?.stop();
    await rig.stop();
  }
}

/** Written as it is known: a whole run takes minutes. */
class Output {
  push(...lines: readonly string[]): void {
    process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  }
}

function toEnvironment(rig: HostRig): Record<string, string> {
  const [{ openIdConfigurationUrl }] = JSON.parse(rig.environment["HOST_TOKEN_AUTHORITIES"] ?? "[]") as [
    { openIdConfigurationUrl: string },
  ];
  return {
    ...rig.environment,
    BENCH_OPENID_CONFIGURATION: openIdConfigurationUrl,
    BENCH_KEY_SET: new URL("/keys", openIdConfigurationUrl).href,
    BENCH_CLIENT_ID: clientId,
    BENCH_TENANT_ID: tenantId,
    BENCH_ISSUER: callingIssuer,
    BENCH_PATH: callbackPath,
  };
}

/** Every server takes its turn in every round, and the order turns with the rounds. */
async function runRounds(
  servers: readonly RunningContestant[],
  count: number,
  createEvents: (round: number, count: number) => () => LoadEvent,
  warmUp = warmUpFactor,
): Promise<Results> {
  const results: Results = new Map(servers.map(({ name }) => [name, []]));
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < servers.length; turn += 1) {
      const server = servers[(turn + round) % servers.length] as RunningContestant;
      const callbacks = round === 0 ? count * warmUp : count;
      const result = await measureLoad(server, callbacks, connections, createEvents(round, callbacks));
      if (round > 0) results.get(server.name)?.push(result);
    }
  }
  return results;
}

let series = 0;

function createSeenEvents(rig: HostRig, token = seenToken(rig)): () => LoadEvent {
  const events = new LoadEvents(new Random(1), token, pureMix, `bench${(series += 1)}`);
  return () => events.next();
}

let knownToken: string | undefined;

function seenToken(rig: HostRig): string {
  knownToken ??= rig.token();
  return knownToken;
}

/** A token an event, signed before the clock runs and once for all servers: none of them has seen a round's tokens before. */
function createUnseenRounds(rig: HostRig): (round: number, count: number) => () => LoadEvent {
  let signed: { readonly round: number; readonly tokens: readonly string[] } = { round: -1, tokens: [] };
  return (round, count) => {
    if (signed.round !== round) {
      signed = { round, tokens: Array.from({ length: count + connections }, () => rig.token({ jti: `${(series += 1)}` })) };
    }
    const left = [...signed.tokens];
    const events = new LoadEvents(new Random(1), () => left.pop() as string, pureMix, `bench${(series += 1)}`);
    return () => events.next();
  };
}

async function benchStore(rig: HostRig, host: Contestant, agents: Contestant): Promise<string[]> {
  const plain = { ...host, name: "single inserts", environment: { ...host.environment, BENCH_STORE: "plain" } };
  const own = { ...host, environment: { ...host.environment, BENCH_STORE: "own" } };
  const servers = [await startContestant(own), await startContestant(plain), await startContestant(agents)];
  try {
    const hot = await runRounds(servers, storedCallbacks, () => createHotEvents(rig), storedWarmUpFactor);
    const spread = await runRounds(servers, storedCallbacks, () => createSeenEvents(rig));
    return [
      "",
      `with the table, hot calls: 4 calls at a time (${storedCallbacks} callbacks a round)`,
      ...describeResults(hot),
      ...judge(hot, { "single inserts": 1 / 2 }),
      ...judgeRss("RSS, with the table", hot, 0.8),
      "",
      "with the table, 4 notifications a call one after the other (a batch is rare)",
      ...describeResults(spread),
      ...judge(spread, {}, ["single inserts"]),
    ];
  } finally {
    for (const server of servers) await server.stop();
  }
}

function createHotEvents(rig: HostRig): () => LoadEvent {
  const calls = Array.from({ length: 4 }, () => createSeenEvents(rig));
  const [first] = calls.map((next) => next());
  let count = 0;
  return () => {
    count += 1;
    const event = (calls[0] as () => LoadEvent)();
    // The same call for a quarter of the events: bytes of their own, one partition.
    const call = `hot-${series}-${count % 4}`;
    const replace = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.toString("latin1").replaceAll(/bench\d+-call-\d+/g, call.padEnd(24, "x")), "latin1");
    const body = replace(event.body);
    const head = event.bytes.subarray(0, event.bytes.length - event.body.length).toString("latin1");
    const bytes = Buffer.concat([Buffer.from(head.replace(/Content-Length: \d+/, `Content-Length: ${body.length}`), "latin1"), body]);
    return { ...(first as LoadEvent), eventId: event.eventId, body, bytes };
  };
}

async function benchColdStart(rig: HostRig, peers: string): Promise<string[]> {
  const environment = toEnvironment(rig);
  const bundle = await bundleProgram(join(peers, "botbuilder.mjs"), join(rig.directory, "botbuilder.cjs"));
  const took = { ours: [] as number[], botbuilder: [] as number[], ratios: [] as number[] };
  for (let round = 0; round <= Math.min(rounds, 5); round += 1) {
    const port = await findFreePort();
    const base = { port, environment: { ...environment, HOST_PORT: `${port}`, BENCH_PORT: `${port}` } };
    const image = { environment: { ...readImageEnvironment(), ...base.environment }, nodeFlags: readEntrypointFlags() };
    const oursMs = await measureColdStart({ ...base, ...image, file: rig.bundle }, createSeenEvents(rig)().bytes);
    const botbuilderMs = await measureColdStart({ ...base, file: bundle, nodeFlags: [] }, createSeenEvents(rig)().bytes);
    if (round === 0) continue;
    took.ours.push(oursMs);
    took.botbuilder.push(botbuilderMs);
    took.ratios.push(oursMs / botbuilderMs);
  }
  return [
    "",
    "cold start to the first 202, with table and managed identity, milliseconds",
    `  ${ours} ${median(took.ours).toFixed(0)}, botbuilder bundled ${median(took.botbuilder).toFixed(0)}`,
    toVerdict("botbuilder", median(took.ratios), 0.4, took.ratios),
  ];
}
