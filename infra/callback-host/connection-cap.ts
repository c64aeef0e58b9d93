import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** Most connections at a time. Idle ones cost about 10 KiB each. */
export const maxConnections = 1_000;

interface Connection {
  /** Requests that were begun and whose answer is not yet finished. */
  inWork: number;
  /** The answer of the latest request. */
  latest: ServerResponse | undefined;
  /** One answer is finished. */
  readonly release: () => void;
}

/**
 * Keeps the number of connections bounded without locking anybody out: at the cap the oldest connection that has no
 * request in work makes room. Only when every connection works is the new one closed.
 */
export class ConnectionCap {
  readonly #limit: number;
  /** In order of arrival. */
  readonly #connections = new Map<Duplex, Connection>();

  constructor(limit: number = maxConnections) {
    this.#limit = limit;
  }

  get connections(): number {
    return this.#connections.size;
  }

  watch(server: Server): void {
    server.on("connection", (socket) => this.#admit(socket));
  }

  /** The answer of the latest request of that connection, finished or not. */
  latestAnswer(socket: Duplex): ServerResponse | undefined {
    return this.#connections.get(socket)?.latest;
  }

  /** Counts a request until its answer is finished or its connection is gone. */
  hold(socket: Duplex, response: ServerResponse): void {
    const connection = this.#connections.get(socket);
    if (connection === undefined) return;
    connection.inWork += 1;
    connection.latest = response;
    response.on("close", connection.release);
  }

  /** Closes every connection that has no request in work: silent ones and unfinished headers, too, which Node does not count as idle. */
  closeIdle(): void {
    while (this.#closeOldestIdle());
  }

  #admit(socket: Socket): void {
    if (this.#connections.size >= this.#limit && !this.#closeOldestIdle()) {
      socket.destroy();
      return;
    }
    const connection: Connection = {
      inWork: 0,
      latest: undefined,
      release: () => {
        connection.inWork -= 1;
      },
    };
    this.#connections.set(socket, connection);
    socket.once("close", () => this.#connections.delete(socket));
  }

  #closeOldestIdle(): boolean {
    for (const [socket, { inWork }] of this.#connections) {
      if (inWork > 0) continue;
      this.#connections.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }
}
