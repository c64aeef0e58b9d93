import { connect } from "node:net";
import type { Socket } from "node:net";

/** What came back for one request: its status, or undefined when the connection ended without one. */
export type Status = number | undefined;

/**
 * A connection that is used for one request after the other, as long as the host keeps it, and made again when it does
 * not. Thinner than any client, so that the bytes are ours.
 */
export class KeptConnection {
  readonly #port: number;
  #socket: Socket | undefined;
  #text = "";
  #settle: ((status: Status) => void) | undefined;
  #status: Status;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends one whole request and waits for its answer, which must have an empty body or say its length. */
  async send(bytes: Uint8Array): Promise<Status> {
    const { promise, resolve } = Promise.withResolvers<Status>();
    this.#settle = resolve;
    this.#text = "";
    this.#status = undefined;
    this.#socket ??= this.#open();
    this.#socket.write(bytes);
    return promise;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.on("data", (chunk: Buffer) => this.#read(socket, chunk));
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#finish(this.#status);
    });
    return socket;
  }

  #read(socket: Socket, chunk: Buffer): void {
    if (socket !== this.#socket) return;
    this.#text += chunk.toString("latin1");
    const end = this.#text.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = this.#text.slice(0, end).toLowerCase();
    this.#status = Number(head.slice(9, 12));
    const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0);
    if (this.#text.length < end + 4 + length) return;
    if (head.includes("\r\nconnection: close")) {
      this.#socket = undefined;
      socket.destroy();
    }
    this.#finish(this.#status);
  }

  #finish(status: Status): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(status);
  }
}
