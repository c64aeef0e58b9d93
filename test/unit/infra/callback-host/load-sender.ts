import { KeptConnection } from "./kept-connection.ts";
import type { Status } from "./kept-connection.ts";
import type { LoadEvent } from "./load-events.ts";

export interface LoadSenderOptions {
  readonly port: number;
  readonly connections: number;
  readonly next: () => LoadEvent;
  /** Called for every answer, and for every connection that ended without one (undefined). */
  readonly onAnswer: (event: LoadEvent, status: Status, latencyMs: number) => void;
}

/** Pause after a connection that ended without an answer, in milliseconds: the host is away. */
const pauseMs = 20;

/** Sends one event after the other on each connection, as fast as they are answered, until told to stop. */
export class ClosedLoop {
  readonly #options: LoadSenderOptions;
  readonly #workers: Promise<void>[];
  #isStopped = false;
  inFlight = 0;

  constructor(options: LoadSenderOptions) {
    this.#options = options;
    this.#workers = Array.from({ length: options.connections }, () => this.#work());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#workers);
  }

  async #work(): Promise<void> {
    const { port, next, onAnswer } = this.#options;
    const connection = new KeptConnection(port);
    while (!this.#isStopped) {
      const event = next();
      const startMs = performance.now();
      this.inFlight += 1;
      const status = await connection.send(event.bytes);
      this.inFlight -= 1;
      onAnswer(event, status, performance.now() - startMs);
      if (status === undefined) await wait(pauseMs);
    }
    connection.close();
  }
}

/**
 * Sends at a rate, whether or not the host keeps up: an event's latency counts from the moment when it was due, so that
 * a host that stalls cannot hide it. Resolves once everything that was due is answered.
 */
export async function sendAtRate(options: LoadSenderOptions & { readonly perSecond: number; readonly seconds: number }): Promise<void> {
  const { port, connections, next, onAnswer, perSecond, seconds } = options;
  const free = Array.from({ length: connections }, () => new KeptConnection(port));
  const waiting: { event: LoadEvent; dueMs: number }[] = [];
  const startMs = performance.now();
  const total = Math.round(perSecond * seconds);
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let issued = 0;
  let answered = 0;

  async function run(connection: KeptConnection): Promise<void> {
    for (let due = waiting.shift(); due !== undefined; due = waiting.shift()) {
      const status = await connection.send(due.event.bytes);
      onAnswer(due.event, status, performance.now() - due.dueMs);
      answered += 1;
      if (status === undefined) await wait(pauseMs);
    }
    free.push(connection);
    if (answered === total) finish();
  }

  const timer = setInterval(() => {
    const dueByNow = Math.min(total, Math.floor(((performance.now() - startMs) / 1000) * perSecond));
    // The first is due after one interval, not at the start: the floor above lets it go only then.
    for (; issued < dueByNow; issued += 1) waiting.push({ event: next(), dueMs: startMs + ((issued + 1) / perSecond) * 1000 });
    while (waiting.length > 0 && free.length > 0) void run(free.pop() as KeptConnection);
    if (issued === total) clearInterval(timer);
  }, 2);
  await finished;
  clearInterval(timer);
  for (const connection of free) connection.close();
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
