import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

/** One listening socket on 127.0.0.1 and what answers on it. */
export interface Listener {
  readonly port: number;
  /** `https://localhost:PORT` (or `http://127.0.0.1:PORT` without TLS). */
  readonly origin: string;
  /** Requests that come before the first `answer` wait for it. */
  readonly answer: (listener: RequestListener) => void;
  /** Stops listening and ends every connection at once. */
  readonly close: () => Promise<void>;
}

/**
 * Listens on 127.0.0.1; port 0 means any free one. TLS 1.2 or newer with the given leaf, plain http without one (the
 * managed identity endpoint alone).
 */
export async function openListener(options: {
  readonly port?: number;
  readonly tls?: { readonly certificatePem: string; readonly privateKeyPem: string };
}): Promise<Listener> {
  const { promise: listener, resolve: answer } = Promise.withResolvers<RequestListener>();
  const onRequest: RequestListener = (request, response) => {
    void listener.then((current) => current(request, response));
  };
  const server =
    options.tls === undefined
      ? createHttpServer(onRequest)
      : createHttpsServer({ cert: options.tls.certificatePem, key: options.tls.privateKeyPem, minVersion: "TLSv1.2" }, onRequest);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: options.tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
