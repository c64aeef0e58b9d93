import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { callbackify } from "node:util";
import type { Certificates, CloudClock, IdSource } from "../../core/cloud-context.ts";
import type { IngressNames } from "../../core/ingress-names.ts";
import type { Transcript } from "../../core/exchange.ts";
import type { FaultBook } from "../../core/faults.ts";
import { ContextCache } from "./context-cache.ts";
import { envoyAnswers } from "./envoy-answer.ts";
import { ExchangeRecorder } from "./exchange-recorder.ts";
import { answerItself, forward, type Passage } from "./forward.ts";
import { toIngressFault } from "./ingress-fault.ts";
import { NameTable } from "./name-table.ts";

/** What the ingress needs; it starts before the rest of the cloud, whose `origins` name its address. */
export interface IngressParts {
  readonly certificates: Certificates;
  readonly clock: CloudClock;
  readonly faults: Pick<FaultBook, "takeNamed" | "lagMs">;
  readonly ids: IdSource;
  readonly transcript: Transcript;
}

/** The running ingress. */
export interface Ingress {
  /** `127.0.0.1:PORT`, for `CloudContext.origins.ingress`. */
  readonly address: string;
  /** For `CloudContext.ingressNames`. */
  readonly names: IngressNames;
  /** Closes the listener and every connection. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the edge of the simulated Container Apps: one TLS listener on loopback that serves every registered name with a
 * certificate of its own (SNI), forwards to the app's plain-http port by Host, and answers like Azure where there is no
 * app. Faults of plane `ingress`, operation `ingress.forward`, apply to what would be forwarded (404, parking page, delay, drop).
 *
 * Does not: HTTP/2, WebSocket, redirect from port 80.
 */
export async function startIngress(parts: IngressParts): Promise<Ingress> {
  const names = new NameTable(parts.clock, parts.faults);
  const contexts = new ContextCache(parts.certificates, names);
  const nameless = await parts.certificates.issue(["localhost", "127.0.0.1"]);
  let requests = 0;
  const server = createServer(
    {
      cert: nameless.certificatePem,
      key: nameless.privateKeyPem,
      // Source: https://learn.microsoft.com/azure/container-apps/ingress-overview ("TLS 1.2 or 1.3"), read 2026-11-25.
      minVersion: "TLSv1.2",
      SNICallback: callbackify((name: string): Promise<SecureContext> => contexts.contextOf(name)),
    },
    (request, response) => {
      requests += 1;
      void serve(parts, names, request, response, parts.ids.guid(`ingress/request/${requests}`));
    },
  );
  const sockets = trackSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    names,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function serve(
  parts: IngressParts,
  names: NameTable,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const fqdn = (request.headers.host ?? "").replace(/:\d+$/, "");
  const path = request.url ?? "/";
  const exchange = new ExchangeRecorder(request, `https://${fqdn}${path}`, parts.clock, parts.transcript);
  const passage: Passage = { request, response, exchange };
  response.on("error", () => exchange.write(0, {}));
  const state = names.stateOf(fqdn);
  if (state.kind !== "serving") {
    request.resume();
    answerItself(passage, "ingress.unknown-name", envoyAnswers.stoppedOrUnknown);
    return;
  }
  const rule = parts.faults.takeNamed({
    plane: "ingress",
    operation: "ingress.forward",
    method: request.method ?? "GET",
    path: path.replace(/\?.*$/, ""),
    callerObjectId: undefined,
  });
  exchange.fault = rule?.name;
  const fault = toIngressFault(rule?.action);
  if (fault.delayMs > 0) await parts.clock.sleep(fault.delayMs);
  if (response.destroyed) {
    // The client did not wait that long: the app never hears of it.
    exchange.write(0, {});
    return;
  }
  if (!fault.forwarded && fault.instead !== undefined) {
    request.resume();
    answerItself(passage, "ingress.fault", fault.instead);
    return;
  }
  forward(passage, state.target.port, requestId, fault.instead);
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A client that breaks off the handshake (it does not trust the certificate, say) is its own affair.
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  return sockets;
}
