import type { AddressInfo } from "node:net";
import { Counters } from "../../../../infra/callback-host/counters.ts";
import type { HostSettings } from "../../../../infra/callback-host/environment.ts";
import { createHost } from "../../../../infra/callback-host/host.ts";
import type { Host } from "../../../../infra/callback-host/host.ts";
import { RateLimitedLog } from "../../../../infra/callback-host/rate-limited-log.ts";
import { fetchSigningKeys } from "../../../../infra/callback-host/signing-keys.ts";
import { startKeyServer } from "./key-server.ts";
import type { KeyServer } from "./key-server.ts";
import { MemoryStore } from "./memory-store.ts";
import { createSigningPair, signToken } from "./token-signer.ts";
import type { SigningPair } from "./token-signer.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
export const tenantId = "22222222-2222-4222-8222-222222222222";
export const callingIssuer = "https://api.botframework.com";
export const graphIssuer = "https://graph.microsoft.com";
/** An authority with a key set of its own, to prove that keys stay with their issuer. */
export const otherIssuer = "https://other-authority.example";
export const callbackPath = "/api/calls/callback";
/** Where every test's clock stands at first; moved by the test. */
export const startMs = Date.parse("2026-11-25T12:00:00Z");

/** The host in this process, on a free port, with loopback key endpoints, a store in memory and a clock that stands still. */
export interface HostFixture {
  readonly host: Host;
  readonly port: number;
  readonly store: MemoryStore;
  readonly keyServer: KeyServer;
  readonly otherKeyServer: KeyServer;
  readonly pair: SigningPair;
  readonly otherPair: SigningPair;
  readonly counters: Counters;
  /** Every log line so far, as text. */
  readonly lines: string[];
  /** Moved by the test. */
  readonly clock: { nowMs: number };
  /** Resolves once a shutdown has answered everything. */
  readonly drained: Promise<void>;
  readonly claims: (changes?: Record<string, unknown>) => Record<string, unknown>;
  readonly token: (changes?: Record<string, unknown>, header?: Record<string, unknown>) => string;
  readonly stop: () => Promise<void>;
}

export async function startHost({ withKeys = true }: { withKeys?: boolean } = {}): Promise<HostFixture> {
  const pair = createSigningPair("key-1");
  const otherPair = createSigningPair("other-key");
  const keyServer = await startKeyServer([pair]);
  const otherKeyServer = await startKeyServer([otherPair]);
  const store = new MemoryStore();
  const counters = new Counters();
  const lines: string[] = [];
  function keepLine(fields: object, message: string): void {
    lines.push(JSON.stringify({ ...fields, message }));
  }
  const log = { info: keepLine, warn: keepLine, error: keepLine, fatal: keepLine };
  const clock = { nowMs: startMs };
  const nowMs = (): number => clock.nowMs;
  const { promise: drained, resolve: onDrained } = Promise.withResolvers<void>();
  const settings: HostSettings = {
    port: 0,
    clientId,
    tenantIds: new Set([tenantId]),
    tokenAuthorities: [
      { issuer: callingIssuer, openIdConfigurationUrl: keyServer.openIdConfigurationUrl },
      { issuer: graphIssuer, openIdConfigurationUrl: keyServer.openIdConfigurationUrl },
      { issuer: otherIssuer, openIdConfigurationUrl: otherKeyServer.openIdConfigurationUrl },
    ],
    callbackPath,
    tableEndpoint: "https://unused.example",
    tableName: "notifications",
    stackName: "test",
    managedIdentityClientId: clientId,
  };
  const host = createHost({
    settings,
    store,
    loadKeys: fetchSigningKeys,
    counters,
    refusalLog: new RateLimitedLog(log, nowMs),
    log,
    nowMs,
    onDrained,
  });
  if (withKeys) await Promise.all(host.keySets.map((keySet) => keySet.refresh()));
  await new Promise<void>((resolve) => {
    host.server.listen(0, "127.0.0.1", resolve);
  });
  function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
    const nowSeconds = startMs / 1000;
    return {
      aud: clientId,
      iss: callingIssuer,
      tid: tenantId,
      iat: nowSeconds - 10,
      nbf: nowSeconds - 10,
      exp: nowSeconds + 3_900,
      ...changes,
    };
  }
  return {
    host,
    port: (host.server.address() as AddressInfo).port,
    store,
    keyServer,
    otherKeyServer,
    pair,
    otherPair,
    counters,
    lines,
    clock,
    drained,
    claims,
    token: (changes, header) => signToken(pair, claims(changes), header),
    stop: async () => {
      for (const keySet of host.keySets) keySet.stop();
      host.server.closeAllConnections();
      await Promise.all([
        keyServer.stop(),
        otherKeyServer.stop(),
        new Promise((resolve) => {
          host.server.close(resolve);
        }),
      ]);
    },
  };
}

export const callId = "2f1a1100-b174-40a0-aba7-0b405e01ed92";

/** A notification as in real traffic (facts: graph-calling.md 3.4). */
export function notification(state = "establishing", changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    "@odata.type": "#microsoft.graph.commsNotifications",
    value: [
      {
        "@odata.type": "#microsoft.graph.commsNotification",
        changeType: "updated",
        resource: `/app/calls/${callId}`,
        resourceUrl: `/communications/calls/${callId}`,
        resourceData: { "@odata.type": "#microsoft.graph.call", state, callChainId: "ceb776d1-051b-4257-b170-4f53376418e7", id: callId },
        ...changes,
      },
    ],
  });
}

export interface RequestParts {
  readonly method?: string;
  readonly target?: string;
  /** Undefined: no header. */
  readonly authorization?: string | undefined;
  readonly contentType?: string | undefined;
  readonly body?: string | Buffer;
  /** More header lines. */
  readonly headers?: readonly string[];
  /** Replaces `Content-Length` and nothing else. */
  readonly length?: string | undefined;
}

/** The bytes of a request; every part can be replaced. */
export function toRequest(parts: RequestParts): Buffer {
  const {
    method = "POST",
    target = callbackPath,
    authorization,
    contentType = "application/json",
    body = notification(),
    headers = [],
  } = parts;
  const bytes = Buffer.from(body);
  const length = "length" in parts ? parts.length : `Content-Length: ${bytes.length}`;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: callback.example",
    ...("authorization" in parts && authorization === undefined ? [] : [`Authorization: ${authorization ?? ""}`]),
    ...("contentType" in parts && parts.contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    ...(length === undefined ? [] : [length]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
}
