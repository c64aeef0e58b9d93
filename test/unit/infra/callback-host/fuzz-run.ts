import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FuzzHostReport, FuzzHostStart } from "./fuzz-host.ts";
import type { FuzzKeys } from "./fuzz-tokens.ts";
import { readEntrypointFlags } from "./host-process.ts";
import { KeptConnection } from "./kept-connection.ts";
import { Random } from "./random.ts";
import { createSigningPair } from "./token-signer.ts";
import type { SigningPair } from "./token-signer.ts";

/** Requests that are under way at a time, and those between two looks at the host's state. */
export const fuzzLanes = 24;
const batch = 5_000;

/** One case: sends, and gives what was wrong with the answer; bodies that were accepted, or may have been, are noted. */
export type FuzzCase = (random: Random, connection: KeptConnection, notes: BatchNotes) => Promise<string | undefined>;

export interface BatchNotes {
  /** SHA-256 of what must be stored, and nothing else may be. */
  readonly accepted: Set<string>;
  /** Answers of 202 to requests whose body nobody but the host can tell: so many inserts at the most may have happened, and rows be there besides. */
  untold: number;
}

/** The host in a process of its own, and the seeded cases that are sent to it. */
export class FuzzRun {
  readonly reports: FuzzHostReport[] = [];
  readonly keys: FuzzKeys;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #seed: number;

  private constructor(child: ChildProcess, start: FuzzHostStart, seed: number) {
    this.#child = child;
    this.#seed = seed;
    this.port = start.port;
    this.keys = {
      calling: toPair("key-1", start.callingKey),
      other: toPair("other-key", start.otherKey),
      stranger: createSigningPair("key-1"),
    };
  }

  static async start(seed: number): Promise<FuzzRun> {
    const child = fork(fileURLToPath(new URL("fuzz-host.ts", import.meta.url)), {
      execArgv: ["--expose-gc", ...readEntrypointFlags()],
      stdio: "inherit",
    });
    return new FuzzRun(child, await receive<FuzzHostStart>(child, seed), seed);
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }

  /** Runs that many cases, and gives what was wrong, with the number of the case. */
  async fuzz(count: number, stream: number, run: FuzzCase): Promise<string[]> {
    const wrong: string[] = [];
    for (let from = 0; from < count; from += batch) {
      const notes: BatchNotes = { accepted: new Set(), untold: 0 };
      let next = from;
      await Promise.all(
        Array.from({ length: fuzzLanes }, async () => {
          const connection = new KeptConnection(this.port);
          while (next < Math.min(from + batch, count)) {
            const number = next;
            next += 1;
            const problem = await run(new Random(this.#seed, stream + number), connection, notes);
            if (problem !== undefined) wrong.push(`case ${number}: ${problem}`);
          }
          connection.close();
        }),
      );
      wrong.push(...judgeRows(await this.#takeReport(), notes));
    }
    return wrong;
  }

  async #takeReport(): Promise<FuzzHostReport> {
    this.#child.send("report");
    const report = await receive<FuzzHostReport>(this.#child, this.#seed);
    this.reports.push(report);
    return report;
  }
}

function judgeRows(report: FuzzHostReport, { accepted, untold }: BatchNotes): string[] {
  const { bodies, inserts, wrongRows, defects, strays, isPolluted } = report;
  const stored = new Set(bodies);
  const alien = bodies.filter((sha256) => !accepted.has(sha256));
  const wrong = [
    ...[...accepted].filter((sha256) => !stored.has(sha256)).map((sha256) => `acknowledged but not stored: ${sha256}`),
    ...alien.slice(untold).map((sha256) => `stored but not acknowledged: ${sha256}`),
    ...defects,
  ];
  if (accepted.size === 0 && inserts > untold) wrong.push(`${inserts} inserts, and ${untold} answers that say so`);
  if (wrongRows + strays > 0 || isPolluted) wrong.push(`${wrongRows} wrong rows, ${strays} stray fetches, polluted: ${isPolluted}`);
  return wrong;
}

async function receive<T>(child: ChildProcess, seed: number): Promise<T> {
  const ending = new AbortController();
  const { signal } = ending;
  try {
    const [message] = (await Promise.race([once(child, "message", { signal }), once(child, "exit", { signal })])) as [T];
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the host ended: seed ${seed}`);
    return message;
  } finally {
    ending.abort();
  }
}

function toPair(kid: string, pem: string): SigningPair {
  const privateKey = createPrivateKey(pem);
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}
