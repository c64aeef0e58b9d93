import { createServer } from "node:https";
import { request as sendRequest, Agent } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import type { HostRig } from "../../unit/infra/callback-host/host-rig.ts";
import { wait } from "./measure.ts";

/**
 * `cut`: every connection is reset. `busy`: 503 ServerBusy. `slow`: 2 s more a request. `lost-answer`: the table
 * stores, and the connection breaks before its answer. `withheld-answer`: it stores, and its answer never comes.
 */
export type StoreFault = "none" | "cut" | "busy" | "slow" | "lost-answer" | "withheld-answer";

/** A table service that fails as told: it stands between host and Azurite, over TLS as both of them. */
export interface StoreProxy {
  readonly port: number;
  fault: StoreFault;
  readonly stop: () => void;
}

const slowMs = 2_000;
/** Source: https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes, read 2026-11-25. */
const busyBody = JSON.stringify({ "odata.error": { code: "ServerBusy", message: { lang: "en-US", value: "The server is busy." } } });

export async function startStoreProxy(rig: HostRig): Promise<StoreProxy> {
  const agent = new Agent({ keepAlive: true, ca: rig.certificate.authority });
  const server = createServer({ key: rig.certificate.key, cert: rig.certificate.certificate }, (request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { fault } = proxy;
    if (fault === "cut") {
      request.socket.destroy();
      return;
    }
    if (fault === "busy") {
      response.writeHead(503, { "content-type": "application/json", "x-ms-error-code": "ServerBusy" }).end(busyBody);
      return;
    }
    if (fault === "slow") await wait(slowMs);
    const upstream = sendRequest(
      { agent, host: "localhost", port: rig.tablePort, method: request.method, path: request.url, headers: request.headers },
      (stored) => {
        if (fault === "lost-answer") {
          stored.resume();
          request.socket.destroy();
          return;
        }
        if (fault === "withheld-answer") {
          stored.resume();
          return;
        }
        response.writeHead(stored.statusCode ?? 500, stored.headers);
        stored.pipe(response);
      },
    );
    upstream.on("error", () => request.socket.destroy());
    upstream.end(Buffer.concat(chunks));
  }

  server.on("clientError", (_error, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: StoreProxy = {
    port: (server.address() as AddressInfo).port,
    fault: "none",
    stop: () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
  return proxy;
}
