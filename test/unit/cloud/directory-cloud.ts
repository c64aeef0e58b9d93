import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createCertificates } from "../../cloud/core/certificates.ts";
import { type ClockOptions, createClock, type StoppableClock } from "../../cloud/core/clock.ts";
import type { CloudContext, Origins, Tenant } from "../../cloud/core/cloud-context.ts";
import type { FaultRule } from "../../cloud/core/fault-rule.ts";
import type { Transcript } from "../../cloud/core/exchange.ts";
import { completeSeed } from "../../cloud/core/complete-seed.ts";
import { createFaultBook, type FaultBook } from "../../cloud/core/faults.ts";
import { createIdSource } from "../../cloud/core/ids.ts";
import { openSurfaces } from "../../cloud/core/open-surfaces.ts";
import type { CompleteSeed, Seed } from "../../cloud/core/seed.ts";
import { createTranscript } from "../../cloud/core/transcript.ts";
import { Directory } from "../../cloud/planes/graph/directory.ts";
import { createGraphPlane } from "../../cloud/planes/graph/graph-plane.ts";
import { loadSeed } from "../../cloud/planes/graph/load-seed.ts";
import { createLoginPlane } from "../../cloud/planes/login/login-plane.ts";
import { createSigningKey } from "../../cloud/planes/login/signing-key.ts";
import { createTokenService, type TokenIssuer } from "../../cloud/planes/login/token-service.ts";
import { createMetadataPlane } from "../../cloud/planes/metadata/metadata-plane.ts";

/** The parts of a cloud that are about identity alone: metadata, login and Graph, without Azure and calls. */
export interface DirectoryCloud {
  readonly tenant: Tenant;
  readonly seed: CompleteSeed;
  readonly origins: Origins;
  readonly clock: StoppableClock;
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly faults: FaultBook;
  readonly transcript: Transcript;
  readonly warnings: readonly string[];
  /** A Graph access token of a principal of the directory. */
  readonly graphToken: (principalObjectId: string) => Promise<string>;
  /** A request to Graph with the deployer's token (or another's), JSON in and out. */
  readonly graph: (method: string, path: string, body?: unknown, options?: GraphOptions) => Promise<GraphAnswer>;
  /** A request to the token endpoint. */
  readonly token: (form: Readonly<Record<string, string>>, path?: string) => Promise<GraphAnswer>;
  readonly stop: () => Promise<void>;
}
interface GraphOptions {
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  // A test reads what it expects; what is not there fails its assertion.
  readonly json: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- answers are read as loosely as a script would
}

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const calleeObjectId = "33333333-3333-4333-8333-333333333333";

export async function startDirectoryCloud(
  options: { readonly seed?: Seed; readonly faults?: readonly FaultRule[]; readonly clock?: ClockOptions } = {},
): Promise<DirectoryCloud> {
  const signingKey = createSigningKey();
  const workDirectory = await mkdtemp(join(tmpdir(), "dialtone-directory-"));
  const certificates = await createCertificates(workDirectory);
  setDefaultCACertificates([...getCACertificates("default"), await readFile(certificates.caFile, "utf8")]);
  const clock = createClock(options.clock ?? { mode: "manual" });
  const transcript = createTranscript();
  const faults = createFaultBook(options.faults);
  const ids = createIdSource(1, transcript);
  const tenant: Tenant = { tenantId, displayName: "Test", defaultDomain: "test.onmicrosoft.example" };
  const seed = completeSeed(
    { users: [{ objectId: calleeObjectId }], ...options.seed },
    tenant,
    "22222222-2222-4222-8222-222222222222",
    ids,
    transcript.addSecret,
  );
  const surfaces = await openSurfaces({ certificates, ingress: "127.0.0.1:1", port: 0 });
  const { origins } = surfaces;
  const directory = new Directory({ clock, ids, faults, tenant, origins });
  loadSeed(directory, seed);
  const tokens = createTokenService({
    tenant,
    origins,
    directory,
    faults,
    key: await signingKey,
    hasSecondFactor: true,
    controlToken: "control",
    wallMs: clock.wallMs,
    addSecret: transcript.addSecret,
  });
  const warnings: string[] = [];
  const context = {
    clock,
    seed,
    tenant,
    origins,
    transcript,
    warn: (message: string) => void warnings.push(message),
  } as unknown as CloudContext;
  surfaces.serve({ clock, tokens, faults, transcript, origins }, [
    createMetadataPlane(context),
    createLoginPlane({ context, directory, tokens }),
    createGraphPlane(directory),
  ]);

  const graphToken = async (principalObjectId: string): Promise<string> => (await tokens.issue(principalObjectId, origins.graph)).token;
  return {
    tenant,
    seed,
    origins,
    clock,
    directory,
    tokens,
    faults,
    transcript,
    warnings,
    graphToken,
    graph: async (method, path, body, { as, headers = {} } = {}) => {
      const response = await fetch(`${origins.graph}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await graphToken(as ?? seed.deployer.objectId)}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return toAnswer(response);
    },
    token: async (form, path = `/${tenantId}/oauth2/v2.0/token`) =>
      toAnswer(await fetch(`${origins.login}${path}`, { method: "POST", body: new URLSearchParams(form) })),
    stop: async () => {
      clock.stop();
      await surfaces.close();
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}

async function toAnswer(response: Response): Promise<GraphAnswer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text.startsWith("{") ? (JSON.parse(text) as GraphAnswer["json"]) : { text },
  };
}
