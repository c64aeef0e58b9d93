import { STATUS_CODES, createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ConnectionCap } from "./connection-cap.ts";
import type { Counters } from "./counters.ts";
import type { HostLog } from "./log.ts";
import { Exchange } from "./exchange.ts";
import type { RateLimitedLog } from "./rate-limited-log.ts";
import { sendRefusal } from "./refusal-answer.ts";
import { Refusal, SenderGone, refusals } from "./refusal.ts";
import { checkRequestHeaders } from "./request-headers.ts";

/** Limits of a connection; times in milliseconds, sizes in bytes. */
export const serverLimits = {
  /** Request line and headers together; more is 431. Microsoft's tokens have about 1.5 KiB. */
  maxHeaderSize: 16 * 1024,
  /** From the connection to the end of the headers; a slower sender gets 408. */
  headersTimeout: 10_000,
  /** From the first byte to the last of a request; a slower sender gets 408. */
  requestTimeout: 18_000,
  /** How often both are looked at. */
  connectionsCheckingInterval: 1_000,
  /** An idle connection stays this long: longer than the ingress in front of us waits, so that it never finds one just closed. */
  keepAliveTimeout: 65_000,
  /** A connection on which nothing moves during a request, for example because its client reads nothing. */
  silence: 30_000,
} as const;

/** One path and what answers it. `run` answers, or throws a {@link Refusal}. */
export interface Route {
  readonly path: string;
  readonly run: (exchange: Exchange) => Promise<void> | void;
}

export interface ServerDependencies {
  readonly routes: readonly Route[];
  readonly connections: ConnectionCap;
  readonly counters: Counters;
  readonly refusalLog: RateLimitedLog;
  readonly log: HostLog;
  readonly isDraining: () => boolean;
}

/** The host's HTTP server, not yet listening. Every refusal of every route is answered here, once. */
export function createHostServer(dependencies: ServerDependencies): Server {
  const { connections, isDraining } = dependencies;
  const routes = new Map(dependencies.routes.map((route) => [route.path, route]));
  const { maxHeaderSize, headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout, silence } = serverLimits;
  const server = createServer({
    maxHeaderSize,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval,
    keepAliveTimeout,
    // Two Host headers are as wrong as none; request-headers.ts refuses both.
    requireHostHeader: false,
    // Two lines of a name become one value that no check takes; by default Node would drop the second and say nothing.
    joinDuplicateHeaders: true,
    insecureHTTPParser: false,
    noDelay: true,
  });
  server.timeout = silence;
  // A client that has said all it wants to say and half-closes is answered all the same; by default Node would drop the
  // request that it is still working on. In lib/_http_server.js since 0.7, undocumented; hostile-wire.test.ts notices its end.
  Object.assign(server, { httpAllowHalfOpen: true });
  connections.watch(server);

  function answer(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    // RFC 9112, 9.6: what follows a request whose answer ends the connection is not looked at; its sender gets no answer to it.
    if (connections.latestAnswer(request.socket)?.shouldKeepAlive === false) return;
    connections.hold(request.socket, response);
    if (isDraining()) response.shouldKeepAlive = false;

    function fail(error: unknown): void {
      if (!(error instanceof SenderGone)) sendRefusal(request, response, toRefusal(dependencies, error));
    }
    try {
      checkRequestHeaders(request);
      const { url = "" } = request;
      const query = url.indexOf("?");
      const route = routes.get(query === -1 ? url : url.slice(0, query));
      if (route === undefined) throw refusals.notFound;
      route.run(new Exchange(request, response, expectsContinue))?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  server.on("request", (request, response) => answer(request, response, false));
  function refuseExpectation(request: IncomingMessage, response: ServerResponse): void {
    if (connections.latestAnswer(request.socket)?.shouldKeepAlive === false) return;
    connections.hold(request.socket, response);
    sendRefusal(request, response, refuse(dependencies, refusals.wrongExpectation));
  }
  server.on("checkExpectation", refuseExpectation);
  server.on("checkContinue", (request, response) => {
    // Node takes every list that has `100-continue` in it for this one expectation.
    if (request.headers.expect?.toLowerCase() === "100-continue") answer(request, response, true);
    else refuseExpectation(request, response);
  });
  server.on("connect", (_request, socket) => {
    // Node has taken its own listeners off: without one, a client that resets the connection now would end the process.
    socket.on("error", () => socket.destroy());
    refuseBytes(socket, refusals.malformed);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else refuseBytes(socket, toParserRefusal(error.code));
  });

  /**
   * Refuses bytes that are no request, or the rest of one. Every request before them that was understood gets its own answer, in order,
   * and the last of these ends the connection.
   */
  function refuseBytes(socket: Duplex, refusal: Refusal): void {
    const latest = connections.latestAnswer(socket);
    if (latest === undefined || latest.writableFinished) {
      sendRawRefusal(socket, refuse(dependencies, refusal));
    } else if (latest.headersSent) {
      latest.end(() => socket.destroy());
    } else {
      latest.shouldKeepAlive = false;
      if (latest.req.complete) return;
      const { status, headers } = refuse(dependencies, refusal);
      latest.writeHead(status, { ...headers, "content-length": 0 }).end();
    }
  }
  return server;
}

function refuse({ counters, refusalLog }: ServerDependencies, refusal: Refusal): Refusal {
  counters.addRefused(refusal.refusalClass);
  refusalLog.report(`refused: ${refusal.refusalClass}`);
  return refusal;
}

function toRefusal(dependencies: ServerDependencies, error: unknown): Refusal {
  if (error instanceof Refusal) return refuse(dependencies, error);
  dependencies.log.error(
    { event: "defect", reason: error instanceof Error ? (error.stack ?? error.name) : "not an error" },
    "a bug in the host",
  );
  return refuse(dependencies, refusals.defect);
}

/** What Node's parser found wrong with the bytes of a request. Source: https://nodejs.org/docs/latest-v24.x/api/http.html#event-clienterror, read 2026-11-25. */
function toParserRefusal(code: string | undefined): Refusal {
  if (code === "HPE_HEADER_OVERFLOW") return refusals.headersTooLarge;
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return refusals.tooSlow;
  if (code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return refusals.tooLarge;
  return refusals.malformed;
}

function sendRawRefusal(socket: Duplex, refusal: Refusal): void {
  const lines = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ""}`,
    ...Object.entries(refusal.headers).map(([name, value]) => `${name}: ${value}`),
    "content-length: 0",
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n`, () => socket.destroy());
}
