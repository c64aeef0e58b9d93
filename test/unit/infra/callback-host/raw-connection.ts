import { connect } from "node:net";

/** What came back on a connection, in order, and whether the host closed it. */
export interface RawAnswer {
  readonly statuses: readonly number[];
  readonly text: string;
  readonly isClosed: boolean;
}

export interface RawOptions {
  /** Ends with this many answers, even if the connection stays open; default 1. */
  readonly answers?: number;
  /** Longest wait, in milliseconds. */
  readonly timeoutMs?: number;
  /** Half-closes the connection after the bytes. */
  readonly finish?: boolean;
}

/** Sends bytes over a socket, as they are, and reads the answers. */
export async function sendRaw(port: number, bytes: string | Uint8Array, options: RawOptions = {}): Promise<RawAnswer> {
  const { answers = 1, timeoutMs = 3_000, finish = false } = options;
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  let text = "";
  const isClosed = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    function settle(closed: boolean): void {
      clearTimeout(timer);
      resolve(closed);
    }
    socket.on("connect", () => {
      socket.write(bytes);
      if (finish) socket.end();
    });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      // An answer that closes the connection is waited for to the end.
      if (toStatuses(text).length >= answers && text.endsWith("\r\n\r\n") && !/connection: close/i.test(text)) settle(false);
    });
    socket.on("end", () => settle(true));
    socket.on("error", () => settle(true));
    socket.on("close", () => settle(true));
  });
  socket.destroy();
  return { statuses: toStatuses(text), text, isClosed };
}

function toStatuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)).filter((status) => status !== 100);
}
