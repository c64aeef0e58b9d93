import { readFileSync } from "node:fs";
import { Agent, buildConnector, fetch } from "undici";
import { isLoopbackHost, type Cloud } from "../../infra/contract/cloud.ts";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { TransportFailure, toTransportFailure } from "./transport-failure.ts";

/** One request. URLs are https only. */
interface CloudRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Wall milliseconds until the whole answer must be there. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** An answer, read to its end. */
export interface CloudAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The one way of scripts onto the network, apart from the Azure SDKs' own. */
export interface CloudHttp {
  /** Sends exactly once: no retry, no redirect. @throws TransportFailure, or the reason of `signal`. */
  readonly send: (request: CloudRequest) => Promise<CloudAnswer>;
  readonly close: () => Promise<void>;
}

/** Largest answer that is read, in bytes (1 MiB): a hundred times what any of ours is. */
const maxAnswerBytes = 1024 * 1024;
/** Wall milliseconds for the TCP and TLS handshakes. */
const connectTimeoutMs = 10_000;

/**
 * HTTP in a cloud. In a rehearsal the names below `.test` are reached through its ingress (servername kept), loopback is
 * reached directly, trust is the rehearsal's CA alone, and everything else is refused. In any other cloud loopback is refused.
 */
export function createCloudHttp(cloud: Cloud): CloudHttp {
  const seam = cloud.rehearsal;
  const connectDirectly = buildConnector({
    timeout: connectTimeoutMs,
    ...(seam === undefined ? {} : { ca: readFileSync(seam.caFile, "utf8") }),
  });
  const agent = new Agent({
    connect: (options, callback) => {
      if (seam === undefined || !isRehearsalName(options.hostname)) return connectDirectly(options, callback);
      const ingress = new URL(`https://${seam.ingress}`);
      return connectDirectly({ ...options, hostname: ingress.hostname, port: ingress.port, servername: options.hostname }, callback);
    },
    keepAliveTimeout: 1000,
  });
  return {
    send: async (request) => {
      refuseForeignHost(cloud, request.url);
      const timeout = AbortSignal.timeout(request.timeoutMs);
      try {
        const response = await fetch(request.url, {
          method: request.method,
          headers: { ...request.headers },
          ...(request.body === undefined ? {} : { body: request.body }),
          redirect: "manual",
          signal: request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]),
          dispatcher: agent,
        });
        const text = await readText(response.body, request.url);
        return { status: response.status, headers: new Headers([...response.headers]), text };
      } catch (error) {
        if (request.signal?.aborted === true) throw request.signal.reason;
        throw toTransportFailure(error, request.url) ?? error;
      }
    },
    close: () => agent.destroy(),
  };
}

/** True for a name that only a rehearsal knows. Source: RFC 6761 reserves `.test`; read 2026-11-25. */
function isRehearsalName(hostname: string): boolean {
  return hostname.endsWith(".test");
}

/**
 * Refuses what a cloud may not talk to: anything but this machine in a rehearsal, this machine in any other cloud.
 * @throws DialtoneError DT_CONFIG_CLOUD
 */
export function refuseForeignHost(cloud: Cloud, url: string): void {
  if (!isForeignHost(cloud, url)) return;
  const { hostname, protocol } = new URL(url);
  throw new DialtoneError({
    code: "DT_CONFIG_CLOUD",
    what:
      protocol === "https:"
        ? `an address outside of the cloud "${cloud.name}" is not asked`
        : "an address without TLS is not asked: a token or a call could be read on the way",
    saw: `${protocol}//${hostname}`,
    expected:
      cloud.rehearsal === undefined
        ? "an https address of Microsoft's, not this machine"
        : "https on this machine (loopback, or a name below .test)",
    fix: cloud.rehearsal === undefined ? "verify the outputs of a real stack: npm run verify -- --stack NAME" : "npm run rehearse",
  });
}

/** True for an address that {@link refuseForeignHost} refuses. */
export function isForeignHost(cloud: Cloud, url: string): boolean {
  const { hostname, protocol } = new URL(url);
  const isLocal = isLoopbackHost(hostname) || isRehearsalName(hostname);
  return protocol !== "https:" || isLocal !== (cloud.rehearsal !== undefined);
}

async function readText(body: AsyncIterable<Uint8Array> | null, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > maxAnswerBytes) throw new TransportFailure("unreadable", `answer larger than ${maxAnswerBytes} bytes`, url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
