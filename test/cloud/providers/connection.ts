import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { Agent, request as send } from "undici";
import type { CloudAnswer, CloudRequest } from "./cloud-exchange.ts";
import { readEndpoints, type Endpoints } from "./metadata-endpoints.ts";
import { ProviderFailure } from "./provider-failure.ts";

/** What both providers are configured with, from their arguments or ARM_* of the environment. */
export interface ConnectionSettings {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `host:port` of the metadata document. */
  readonly metadataHost: string;
  /** User-Agent that the real provider would send. */
  readonly userAgent: string;
  /** azidentity asks for the OpenID configuration before its first token, go-azure-sdk does not (facts/cloud-wire.md 1.3, 2.2). */
  readonly readsOpenIdConfiguration: boolean;
}

/** The outside world of the stand-ins: trusted roots, and how fast the cloud's clock runs. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** Cloud seconds per wall second: what the real providers wait is divided by it. */
  readonly pace: number;
}

/** A configured way to the cloud: endpoints from the metadata document, tokens from login, HTTPS to loopback and nowhere else. */
export interface Connection {
  readonly settings: ConnectionSettings;
  readonly endpoints: Endpoints;
  /** Access token for a resource, renewed two minutes (wall) before it ends. */
  readonly token: (resource: string) => Promise<string>;
  readonly send: (request: CloudRequest) => Promise<CloudAnswer>;
  /** Waits as the real provider does, on the cloud's clock. */
  readonly wait: (seconds: number) => Promise<void>;
  /** Waits by the wall's clock. */
  readonly waitWall: (milliseconds: number) => Promise<void>;
  /** Every wait from now on, and those under way, fail. */
  readonly cancel: () => void;
  readonly close: () => Promise<void>;
}

const renewBeforeEndMs = 120_000;

/**
 * Configures a provider as the real ones do: one metadata document, then tokens on demand.
 * @throws ProviderFailure when the cloud cannot be reached, refuses, or is not on this machine
 */
export async function openConnection(settings: ConnectionSettings, surroundings: Surroundings): Promise<Connection> {
  const agent = new Agent({ connect: { secureContext: createTrust(surroundings.environment) }, keepAliveTimeout: 1000 });
  const sendPlain = (request: CloudRequest) => exchange(agent, settings.userAgent, request);
  try {
    const endpoints = await readEndpoints(settings.metadataHost, sendPlain);
    const tokens = new Map<string, { value: Promise<string>; renewAtMs: number }>();
    const token = async (resource: string): Promise<string> => {
      const cached = tokens.get(resource);
      if (cached !== undefined && cached.renewAtMs > Date.now()) return cached.value;
      const issued = requestToken(settings, endpoints, resource, sendPlain);
      const entry = { value: issued.then(({ value }) => value), renewAtMs: Number.POSITIVE_INFINITY };
      tokens.set(resource, entry);
      try {
        entry.renewAtMs = Date.now() + (await issued).livesMs - renewBeforeEndMs;
      } catch (error) {
        tokens.delete(resource);
        throw error;
      }
      return entry.value;
    };
    const canceling = new AbortController();
    const waitWall = async (milliseconds: number): Promise<void> => {
      await sleep(milliseconds, undefined, { signal: canceling.signal }).catch(() => {
        throw new ProviderFailure("context canceled"); // Go's words, and the real providers'
      });
    };
    const wait = (seconds: number): Promise<void> => waitWall((seconds * 1000) / surroundings.pace);
    return { settings, endpoints, token, send: sendPlain, wait, waitWall, cancel: () => canceling.abort(), close: () => agent.close() };
  } catch (error) {
    await agent.close();
    throw error;
  }
}

async function requestToken(
  settings: ConnectionSettings,
  endpoints: Endpoints,
  resource: string,
  sendPlain: Connection["send"],
): Promise<{ value: string; livesMs: number }> {
  const authority = `${endpoints.login}/${settings.tenantId}`;
  if (settings.readsOpenIdConfiguration) {
    await sendPlain({ method: "GET", url: `${authority}/v2.0/.well-known/openid-configuration` });
  }
  const form = new URLSearchParams({
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    grant_type: "client_credentials",
    scope: `${resource}/.default`,
  });
  const answer = await sendPlain({
    method: "POST",
    url: `${authority}/oauth2/v2.0/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form,
  });
  const value = answer.json?.["access_token"];
  if (answer.status !== 200 || typeof value !== "string") {
    const { error_description: description = "no description" } = (answer.json ?? {}) as { error_description?: string };
    throw new ProviderFailure(`could not get a token for ${resource}: status ${answer.status}: ${description.split("\n")[0] ?? ""}`);
  }
  return { value, livesMs: Number(answer.json?.["expires_in"]) * 1000 };
}

async function exchange(agent: Agent, userAgent: string, request: CloudRequest): Promise<CloudAnswer> {
  const { hostname } = new URL(request.url);
  if (!isLoopback(hostname)) throw new ProviderFailure(`a stand-in talks to this machine only, not to ${hostname}`);
  const isForm = request.body instanceof URLSearchParams;
  const body = request.body === undefined ? null : isForm ? String(request.body) : JSON.stringify(request.body);
  try {
    const answer = await send(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: { "user-agent": userAgent, ...request.headers },
      body,
    });
    const text = await answer.body.text();
    const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
    return { status: answer.statusCode, headers, json: parseJson(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProviderFailure(`${request.method} ${request.url.split("?")[0] ?? ""}: HTTP response was nil: ${reason}`);
  }
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    // Some of Microsoft's documents begin with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, "")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Go programs trust SSL_CERT_FILE, Node programs NODE_EXTRA_CA_CERTS; the rehearsal sets one or both. */
/** One for all connections: with bare `ca` every new connection reads all the roots again, 20 ms each (measured 2026-11-25). */
function createTrust(environment: NodeJS.ProcessEnv): SecureContext {
  return createSecureContext({ ca: trustedRoots(environment) });
}

function trustedRoots(environment: NodeJS.ProcessEnv): string[] {
  const files = [environment["SSL_CERT_FILE"], environment["NODE_EXTRA_CA_CERTS"]].filter((file) => file !== undefined && file !== "");
  return [...rootCertificates, ...files.map((file) => readFileSync(file as string, "utf8"))];
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
}
