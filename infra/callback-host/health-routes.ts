import type { IncomingMessage } from "node:http";
import { livenessPath, readinessNonceParameter, readinessPath } from "../contract/host-environment.ts";
import type { HostReadiness } from "../contract/host-environment.ts";
import type { Exchange } from "./exchange.ts";
import { refusals } from "./refusal.ts";
import type { Route } from "./server.ts";

export interface HealthRoutesDependencies {
  readonly stackName: string;
  /** What is missing; empty when ready. */
  readonly reasons: () => Promise<readonly string[]>;
}

const noncePattern = /^[A-Za-z0-9_-]{1,64}$/;

/** `GET` or `HEAD` of liveness (200) and readiness (200 or 503 with the reasons), by the platform and by verify; 405 otherwise. */
export function createHealthRoutes({ stackName, reasons }: HealthRoutesDependencies): readonly Route[] {
  return [
    {
      path: livenessPath,
      run: async (exchange) => {
        checkMethod(exchange.request);
        respond(exchange, 200, { live: true });
      },
    },
    {
      path: readinessPath,
      run: async (exchange) => {
        const { request } = exchange;
        checkMethod(request);
        const missing = await reasons();
        const readiness: HostReadiness = {
          service: "dialtone-callback-host",
          stack: stackName,
          nonce: toNonce(request.url ?? ""),
          ready: missing.length === 0,
          reasons: missing,
        };
        respond(exchange, readiness.ready ? 200 : 503, readiness);
      },
    },
  ];
}

function checkMethod(request: IncomingMessage): void {
  if (request.method !== "GET" && request.method !== "HEAD") throw refusals.onlyRead;
}

/** Only a nonce of the agreed alphabet is echoed: nothing of a stranger's choice comes out of our name otherwise. */
function toNonce(url: string): string {
  const query = url.indexOf("?");
  const nonce = query === -1 ? null : new URLSearchParams(url.slice(query + 1)).get(readinessNonceParameter);
  return nonce !== null && noncePattern.test(nonce) ? nonce : "";
}

function respond(exchange: Exchange, status: number, answer: object): void {
  const body = JSON.stringify(answer);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  exchange.answer(status, headers, exchange.request.method === "HEAD" ? undefined : body);
}
