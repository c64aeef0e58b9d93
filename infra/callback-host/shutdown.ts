import type { Server } from "node:http";
import type { ConnectionCap } from "./connection-cap.ts";
import type { HostLog } from "./log.ts";

/** After SIGTERM the host still takes what is already on the wire for this long, in milliseconds; then new connections are refused. */
const graceMs = 100;
/** After SIGTERM the process ends within this time, in milliseconds, whoever still sends; Container Apps kills after 30 s, our word is 10 s. */
const drainMs = 9_000;

export interface ShutdownDependencies {
  readonly server: Server;
  readonly connections: ConnectionCap;
  readonly log: HostLog;
  /** Called once, when nothing is left or the time is over. */
  readonly onDrained: () => void;
}

/** Ends the host without losing what it accepted: requests in work are stored and answered, then `onDrained` is called. */
export class Shutdown {
  readonly #dependencies: ShutdownDependencies;
  #isDraining = false;

  constructor(dependencies: ShutdownDependencies) {
    this.#dependencies = dependencies;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Begins once; every answer from now on closes its connection. */
  start(signal: string): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    const { server, connections, log, onDrained } = this.#dependencies;
    log.info({ event: "draining", signal }, "finishing what was accepted");
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    setTimeout(() => {
      server.close(() => {
        clearTimeout(timer);
        onDrained();
      });
      connections.closeIdle();
    }, graceMs);
  }
}
