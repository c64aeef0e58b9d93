import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Most connections at a time. Idle ones cost about 10 KiB each. */
export const maxConnections = 1_000;

/**
 * Keeps the number of connections bounded without locking anybody out: at the cap the oldest connection that has no
 * request in work makes room. Only when every connection works is the new one closed.
 */
export class ConnectionCap {
  readonly #limit: number;
  /** In order of arrival; the value is the number of requests in work. */
  readonly #requests = new Map<Socket, number>();

  constructor(limit: number = maxConnections) {
    this.#limit = limit;
  }

  get connections(): number {
    return this.#requests.size;
  }

  watch(server: Server): void {
    server.on("connection", (socket) => this.#admit(socket));
  }

  /** Counts a request until its answer is finished or its connection is gone. */
  hold(response: ServerResponse): void {
    const { socket } = response;
    if (socket === null) return;
    this.#add(socket, 1);
    response.once("close", () => this.#add(socket, -1));
  }

  #admit(socket: Socket): void {
    if (this.#requests.size >= this.#limit && !this.#closeOldestIdle()) {
      socket.destroy();
      return;
    }
    this.#requests.set(socket, 0);
    socket.once("close", () => this.#requests.delete(socket));
  }

  #closeOldestIdle(): boolean {
    for (const [socket, requests] of this.#requests) {
      if (requests > 0) continue;
      this.#requests.delete(socket);
      socket.destroy();
      return true;
    }
    return false;
  }

  #add(socket: Socket, change: number): void {
    const requests = this.#requests.get(socket);
    if (requests !== undefined) this.#requests.set(socket, requests + change);
  }
}
