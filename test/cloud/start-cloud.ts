import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Administrator, createAdministrator } from "./planes/graph/administrator.ts";
import { createCertificates } from "./core/certificates.ts";
import { createClock } from "./core/clock.ts";
import type { CloudContext, TokenService } from "./core/cloud-context.ts";
import type { Exchange } from "./core/exchange.ts";
import type { CloudOptions } from "./core/cloud-options.ts";
import { completeSeed } from "./core/complete-seed.ts";
import { type CloudDescription, toDescription } from "./core/cloud-description.ts";
import { createFaultBook } from "./core/faults.ts";
import { toHar } from "./core/har.ts";
import { createIdSource } from "./core/ids.ts";
import { nations } from "./core/nation.ts";
import { openSurfaces } from "./core/open-surfaces.ts";
import type { Operation } from "./core/operation.ts";
import { toSignIn } from "./core/sign-in.ts";
import { toTenant } from "./core/tenant.ts";
import { createTranscript } from "./core/transcript.ts";
import { composePlanes } from "./compose-planes.ts";
import { createAzureRbac } from "./planes/arm/azure-rbac.ts";
import type { ResourceType } from "./planes/arm/resource-type.ts";
import { ResourceStore } from "./planes/arm/resource-store.ts";
import type { CallRecord } from "./planes/calls/call-record.ts";
import { createCallingService } from "./planes/calls/calling-service.ts";
import { Directory } from "./planes/graph/directory.ts";
import { loadSeed } from "./planes/graph/load-seed.ts";
import { startIngress } from "./planes/ingress/ingress.ts";
import { createSigningKey } from "./planes/login/signing-key.ts";
import { createTokenService } from "./planes/login/token-service.ts";
import { createPipelineIssuer } from "./planes/pipeline/pipeline-issuer.ts";
import type { DeliveryRecord } from "./planes/notify/delivery-record.ts";

/** A simulated Microsoft cloud at work, on loopback only. */
export interface RunningCloud {
  readonly context: CloudContext;
  readonly description: CloudDescription;
  /** `AZURE_*` variables with which @azure/identity's EnvironmentCredential signs in as that operator (a member of a group). */
  readonly signInOf: (operatorObjectId: string) => Record<string, string>;
  readonly calls: () => readonly CallRecord[];
  readonly deliveries: () => readonly DeliveryRecord[];
  /** Requests that no operation answered, and those in which the simulation itself failed. */
  readonly unforeseen: () => readonly Exchange[];
  /** Names of fault rules that never fired. */
  readonly neverFired: () => readonly string[];
  readonly administrator: Administrator;
  readonly warnings: () => readonly string[];
  /** Every operation that it can answer: docs/cloud-coverage.md is made from them. */
  readonly operations: readonly Operation[];
  /** The tables of the ARM resources that it has. */
  readonly resourceTypes: readonly ResourceType[];
  /** HAR 1.2, masked. */
  readonly har: () => object;
  /** Back to the seed: directory and recycle bins, ARM with what runs and what is stored, calls and deliveries, faults, clock. */
  readonly reset: () => Promise<void>;
  /** Rejects when something that the cloud cannot be without has ended; never resolves. */
  readonly broken: Promise<never>;
  /** Ends everything within 2 s; nothing is left listening, the work directory is gone. */
  readonly stop: () => Promise<void>;
}

/** Starts a cloud; it is ready to be asked when the promise resolves. Where it rejects (a port that is taken), nothing is left open. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    return await start(options, undo);
  } catch (error) {
    for (const step of undo.toReversed()) await step();
    throw error;
  }
}

/** `undo` gets what is to be closed again as soon as it is open. */
async function start(options: CloudOptions, undo: (() => Promise<unknown>)[]): Promise<RunningCloud> {
  const signingKey = createSigningKey();
  const workDirectory = await mkdtemp(join(options.temporaryDirectory ?? tmpdir(), "dialtone-cloud-"));
  undo.push(() => rm(workDirectory, { recursive: true, force: true }));
  const certificates = await createCertificates(workDirectory);
  options.signal?.throwIfAborted();
  const clock = createClock(options.clock);
  undo.push(async () => clock.stop());
  const transcript = createTranscript();
  const faults = createFaultBook(options.faults);
  const ids = createIdSource(options.idSeed ?? 1, transcript);
  const tenant = toTenant(options.tenantId, options.seed);
  const seed = completeSeed(options.seed, tenant, options.subscriptionId, ids, transcript.addSecret);
  const controlToken = randomBytes(32).toString("base64url");
  transcript.addSecret(controlToken);
  const warnings: string[] = [];

  const ingress = await startIngress({ certificates, clock, faults, ids, transcript });
  undo.push(() => ingress.stop());
  const surfaces = await openSurfaces({
    certificates,
    ingress: ingress.address,
    port: options.port ?? 0,
    nation: nations[options.nation ?? "public"],
  });
  undo.push(() => surfaces.close());
  options.signal?.throwIfAborted();
  const { origins } = surfaces;
  const directory = new Directory({ clock, ids, faults, tenant, origins });
  loadSeed(directory, seed);
  const resources = new ResourceStore();
  // Tokens are needed by requests only, and the signing key is still being made.
  const context: CloudContext & { tokens: TokenService } = {
    clock,
    ids,
    tenant,
    subscriptionId: options.subscriptionId,
    seed,
    origins,
    certificates,
    directory,
    tokens: undefined as unknown as TokenService,
    azureRbac: createAzureRbac({ resources, directory, clock }),
    resources,
    ingressNames: ingress.names,
    faults,
    transcript,
    workDirectory,
    dependenciesDirectory: options.dependenciesDirectory,
    warn: (message) => {
      warnings.push(message);
      options.warn?.(message);
    },
  };
  const [key, calling, pipeline] = await Promise.all([
    signingKey,
    createCallingService(context),
    options.pipeline && createPipelineIssuer(options.pipeline, clock.wallMs, transcript.addSecret),
  ]);
  const tokens = createTokenService({
    tenant,
    origins,
    directory,
    faults,
    key,
    // ASSUMED: everybody has passed one, as tenants demand of whoever may administer; not where the seed says that it is missed.
    hasSecondFactor: !seed.subscription.requiresMfa,
    controlToken,
    wallMs: clock.wallMs,
    addSecret: transcript.addSecret,
  });
  context.tokens = tokens;
  options.signal?.throwIfAborted();

  const { planes, resourceTypes, openMachine, broken, reset } = composePlanes(context, {
    directory,
    resources,
    tokens,
    calling,
    pipeline,
    clock,
    faults,
    initialFaults: options.faults ?? [],
  });
  undo.push(() => Promise.all(planes.map(async (plane) => plane.stop?.())));
  await Promise.all(planes.map(async (plane) => plane.start?.()));
  surfaces.serve({ clock, tokens, faults, transcript, origins }, planes);

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    clock.stop();
    await Promise.all([surfaces.close(), ingress.stop(), ...planes.map(async (plane) => plane.stop?.())]);
    await rm(workDirectory, { recursive: true, force: true });
  };
  return {
    context,
    description: toDescription(
      context,
      controlToken,
      pipeline,
      options.machineIdentityId === undefined ? undefined : openMachine(options.machineIdentityId),
    ),
    signInOf: (operatorObjectId) => toSignIn(seed, tenant.tenantId, operatorObjectId),
    calls: calling.calls,
    deliveries: calling.deliveries,
    unforeseen: () => transcript.exchanges().filter((exchange) => exchange.operation === undefined),
    neverFired: faults.neverFired,
    administrator: createAdministrator(directory),
    warnings: () => warnings,
    operations: planes.flatMap((plane) => plane.operations),
    resourceTypes,
    har: () => toHar(transcript.exchanges(), transcript.secrets()),
    reset,
    broken,
    stop: () => (stopping ??= stop()),
  };
}
