import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TableClient } from "@azure/data-tables";
import type { TableEntityResult } from "@azure/data-tables";
import { callingIssuer, clientId, tenantId } from "./host-fixture.ts";
import { buildHost, findFreePort, readEntrypointFlags, readImageEnvironment, startAzurite, startProcess } from "./host-process.ts";
import type { RunningProcess } from "./host-process.ts";
import { createLoopbackCertificate } from "./loopback-certificate.ts";
import type { LoopbackCertificate } from "./loopback-certificate.ts";
import { createSigningPair, signToken, toJwk } from "./token-signer.ts";

/** A row of the notifications table as a reader gets it. */
export type ReadRow = TableEntityResult<Record<string, unknown>>;

/**
 * Everything that the bundled host runs on, on this machine: keys over TLS, a managed identity endpoint, Azurite's
 * tables over TLS with Entra-shaped tokens. Starts no host; `startHost` does, as often as a test likes.
 */
export interface HostRig {
  readonly directory: string;
  /** The bundle that the image gets. */
  readonly bundle: string;
  /** The host's environment, port and all. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** `header client-id` of every request to the managed identity endpoint. */
  readonly identityRequests: readonly string[];
  readonly identityPort: number;
  /** Fetches of the key set so far. */
  readonly keyFetches: () => number;
  /** A token of the calling service. */
  readonly token: (changes?: Record<string, unknown>) => string;
  /** Starts the host and waits until it is ready. */
  readonly startHost: (options?: StartHostOptions) => Promise<RunningProcess>;
  readonly azurite: () => RunningProcess;
  readonly tablePort: number;
  readonly certificate: LoopbackCertificate;
  /** Kills Azurite, with every row. */
  readonly killAzurite: () => Promise<void>;
  readonly startAzurite: () => Promise<void>;
  readonly readRows: () => Promise<ReadRow[]>;
  readonly stop: () => Promise<void>;
}

export interface StartHostOptions {
  /** Before the bundle, for example `--import FILE`. */
  readonly nodeFlags?: readonly string[];
  /** Instead of the rig's own variables, or more. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where this one listens, if `environment` says so. */
  readonly port?: number;
}

const lifeSeconds = 3_600;

export async function startHostRig(): Promise<HostRig> {
  const directory = mkdtempSync(join(tmpdir(), "callback-host-"));
  const pair = createSigningPair("key-1");
  const nowSeconds = Math.floor(Date.now() / 1000);
  const life = { iat: nowSeconds - 60, nbf: nowSeconds - 60, exp: nowSeconds + lifeSeconds };
  /** Azurite reads the claims and checks no signature. */
  const storageToken = signToken(pair, { ...life, aud: "https://storage.azure.com", iss: `https://sts.windows.net/${tenantId}/` });
  const certificate = await createLoopbackCertificate(directory);
  const identityRequests: string[] = [];
  let keyFetches = 0;

  const identity = createHttpServer((request, response) => {
    const asked = new URL(request.url ?? "", "http://x").searchParams.get("client_id");
    identityRequests.push(`${request.headers["x-identity-header"]?.toString()} ${asked}`);
    const answer = { access_token: storageToken, expires_on: `${life.exp}`, resource: "https://storage.azure.com", token_type: "Bearer" };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
  const keys = createHttpsServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
    const isConfiguration = request.url === "/configuration";
    if (!isConfiguration) keyFetches += 1;
    response.end(JSON.stringify(isConfiguration ? { jwks_uri: `https://${request.headers.host}/keys` } : { keys: [toJwk(pair)] }));
  });
  for (const server of [keys, identity]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const [port, tablePort] = [await findFreePort(), await findFreePort()];
  let [bundle, azurite] = await Promise.all([
    buildHost(directory),
    startAzurite(tablePort, directory, certificate.certificateFile, certificate.keyFile),
  ]);
  const tableEndpoint = `https://localhost:${tablePort}/devstoreaccount1`;
  const credential = { getToken: () => Promise.resolve({ token: storageToken, expiresOnTimestamp: life.exp * 1_000 }) };
  const table = new TableClient(tableEndpoint, "notifications", credential, { tlsOptions: { ca: certificate.authority } });
  await table.createTable();
  const openIdConfigurationUrl = `https://localhost:${(keys.address() as AddressInfo).port}/configuration`;
  const identityPort = (identity.address() as AddressInfo).port;
  const environment = {
    HOST_PORT: `${port}`,
    HOST_CLIENT_ID: clientId,
    HOST_TENANT_IDS: tenantId,
    HOST_TOKEN_AUTHORITIES: JSON.stringify([{ issuer: callingIssuer, openIdConfigurationUrl }]),
    HOST_CALLBACK_PATH: "/api/calls/callback",
    HOST_TABLE_ENDPOINT: tableEndpoint,
    HOST_TABLE_NAME: "notifications",
    HOST_STACK: "test",
    AZURE_CLIENT_ID: clientId,
    IDENTITY_ENDPOINT: `http://127.0.0.1:${identityPort}/msi/token`,
    IDENTITY_HEADER: "identity-header",
    NODE_EXTRA_CA_CERTS: certificate.authorityFile,
  };
  const hosts = new Set<RunningProcess>();

  async function startHost({
    nodeFlags = [],
    environment: changes = {},
    port: ownPort = port,
  }: StartHostOptions = {}): Promise<RunningProcess> {
    const host = startProcess(bundle, [], { ...readImageEnvironment(), ...environment, ...changes }, directory, [
      ...readEntrypointFlags(),
      ...nodeFlags,
    ]);
    hosts.add(host);
    void host.exited.then(() => hosts.delete(host));
    await readinessIs(200, host, ownPort);
    return host;
  }

  return {
    directory,
    bundle,
    environment,
    port,
    identityRequests,
    identityPort,
    keyFetches: () => keyFetches,
    token: (changes = {}) => signToken(pair, { ...life, aud: clientId, iss: callingIssuer, tid: tenantId, ...changes }),
    startHost,
    azurite: () => azurite,
    tablePort,
    certificate,
    killAzurite: async () => {
      azurite.process.kill("SIGKILL");
      await azurite.exited;
    },
    startAzurite: async () => {
      azurite = await startAzurite(tablePort, directory, certificate.certificateFile, certificate.keyFile);
    },
    readRows: async () => {
      const rows: ReadRow[] = [];
      for await (const row of table.listEntities()) rows.push(row);
      return rows;
    },
    stop: async () => {
      const running = [...hosts, azurite];
      for (const { process: child } of running) child.kill("SIGKILL");
      await Promise.all(running.map(({ exited }) => exited));
      for (const server of [keys, identity]) {
        server.closeAllConnections();
        server.close();
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Waits until readiness answers so, and gives its body. Fails when the host ends meanwhile. */
export async function readinessIs(status: number, host: RunningProcess, port: number): Promise<string> {
  for (;;) {
    if (host.process.exitCode !== null) throw new Error(`the host ended: ${JSON.stringify(host.output())}`);
    const response = await fetch(`http://127.0.0.1:${port}/health/ready?nonce=abc`).catch(() => undefined);
    const body = await response?.text();
    if (response?.status === status) return body ?? "";
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** The body that a row keeps, put together again. */
export function toKeptBody(row: ReadRow): Buffer {
  return Buffer.concat(Array.from({ length: Number(row["bodyChunks"]) }, (_, index) => Buffer.from(row[`body${index}`] as Uint8Array)));
}
