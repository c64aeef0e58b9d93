import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { Scenario } from "../../test/cloud/scenarios/scenario.ts";
import type { CloudOptions } from "../../test/cloud/core/cloud-options.ts";
import { SeedRefusal } from "../../test/cloud/core/seed-refusal.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";
import type { CommandContext } from "../lib/command.ts";
import { checkoutDirectory } from "../rehearse/checkout.ts";
import { toLostProcess } from "../rehearse/lost-process.ts";
import { startRehearsal } from "../rehearse/start-rehearsal.ts";
import { toNation } from "../rehearse/to-nation.ts";
import type { CloudFlags } from "./cloud-flags.ts";
import { createOwnCommands } from "./own-commands.ts";
import { loadSeedFile, toRefusedSeed, type SeedFile } from "./seed-file.ts";

/** A cloud that is ready, with the stack in it where one was asked for. */
export interface OpenCloud {
  readonly cloud: RunningCloud;
  readonly calleeObjectId: string;
  readonly outputs: Outputs | undefined;
  /** `AZURE_*` variables that sign in as the stack's first operator, who may read rows and secret; empty without a stack. */
  readonly operator: Readonly<Record<string, string>>;
  /** The environment of `npm run verify` for that stack; undefined without one. */
  readonly verifyVariables: Readonly<Record<string, string>> | undefined;
  /** The environment of `npm run bootstrap` in this cloud, signed in as the deployer. */
  readonly bootstrapVariables: Readonly<Record<string, string>>;
  /** Rejects when the cloud lost a process that it cannot be without; never resolves. */
  readonly broken: Promise<never>;
  readonly close: () => Promise<void>;
}

/** Tenant, subscription and callee of a cloud without stack and seed: the shipped example's (Pulumi.dev.yaml). */
const exampleTenantId = "c1029d34-1045-479a-a161-47a4b8548948";
const exampleSubscriptionId = "a56c34e9-d1fa-4581-87a3-91111dd36a3b";
const exampleCalleeObjectId = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";

/** How often a clock that is moved by hand is moved while the stack is provisioned, in milliseconds of the wall, and by how much. */
const provisioningTickMs = 50;
const provisioningStepMs = 1000;

/** Starts the cloud, and provisions the stack where `--stack` names one. */
export async function openCloud(flags: CloudFlags, scenario: Scenario, context: CommandContext): Promise<OpenCloud> {
  const seedFile: SeedFile =
    flags.seedFile === undefined ? { tenantId: undefined, subscriptionId: undefined, seed: {} } : loadSeedFile(flags.seedFile);
  if (flags.stackName !== undefined && (seedFile.tenantId !== undefined || seedFile.subscriptionId !== undefined)) {
    throw new DialtoneError({
      code: "DT_USAGE_FLAG",
      what: "tenant and subscription are named twice, by --seed and by --stack",
      saw: `--stack ${flags.stackName} with tenantId or subscriptionId in ${String(flags.seedFile)}`,
      expected: "the stack's configuration alone to name them",
      fix: `remove tenantId and subscriptionId from ${String(flags.seedFile)}`,
    });
  }
  const cloudOptions = {
    port: flags.port,
    ...toClock(flags),
  };
  try {
    const open =
      flags.stackName === undefined
        ? await openEmptyCloud(seedFile, scenario, cloudOptions, context.signal)
        : await openWithStack(flags.stackName, seedFile, scenario, cloudOptions, context);
    const { variables, remove } = createOwnCommands(open.cloud);
    return { ...open, bootstrapVariables: variables, close: () => open.close().finally(remove) };
  } catch (error) {
    if (error instanceof SeedRefusal && flags.seedFile !== undefined) throw toRefusedSeed(flags.seedFile, error.problems.join("; "), error);
    throw toTakenPort(error, flags.port) ?? error;
  }
}

/** Before what our own commands need is laid out. */
type StartedCloud = Omit<OpenCloud, "bootstrapVariables">;

/** The wall's pace unless it is moved by hand: a story has one of its own, so that it is over soon. */
function toClock({ clock, scenarioName }: CloudFlags): Partial<Pick<CloudOptions, "clock">> {
  if (clock === "manual") return { clock: { mode: "manual" } };
  return scenarioName === "default" ? { clock: { mode: "real", rate: 1 } } : {};
}

/** What a port that cannot be listened on means for who typed it; undefined for any other error. */
function toTakenPort(error: unknown, port: number): DialtoneError | undefined {
  const failure = error as NodeJS.ErrnoException & { readonly port?: number };
  if (port === 0 || failure.syscall !== "listen") return undefined;
  return new DialtoneError({
    code: "DT_USAGE_FLAG",
    what: `the simulated cloud cannot listen on port ${failure.port ?? port}`,
    saw: `${String(failure.code)} at 127.0.0.1:${failure.port ?? port}`,
    expected: `port ${port} to be free`,
    fix: "npm run cloud without --port takes free ones, or give another first port",
    cause: error,
  });
}

async function openEmptyCloud(
  { tenantId, subscriptionId, seed }: SeedFile,
  scenario: Scenario,
  cloudOptions: Partial<Pick<CloudOptions, "port" | "clock">>,
  signal: AbortSignal,
): Promise<StartedCloud> {
  const calling = scenario.cloud.callee;
  const callee = { objectId: exampleCalleeObjectId, ...(calling === undefined ? {} : { calling }) };
  const users = seed.users !== undefined && seed.users.length > 0 ? seed.users : [callee];
  const { startCloud } = await import("../../test/cloud/start-cloud.ts");
  const cloud = await startCloud({
    tenantId: tenantId ?? exampleTenantId,
    subscriptionId: subscriptionId ?? exampleSubscriptionId,
    seed: { ...seed, users },
    nation: toNation(scenario.configuration?.["cloud"]),
    clock: { mode: "real", rate: scenario.cloud.clockRate },
    faults: scenario.cloud.faults ?? [],
    dependenciesDirectory: checkoutDirectory,
    signal,
    ...cloudOptions,
  });
  return {
    cloud,
    calleeObjectId: users[0]?.objectId ?? exampleCalleeObjectId,
    outputs: undefined,
    operator: {},
    verifyVariables: undefined,
    broken: cloud.broken.catch((cause: unknown) => Promise.reject(toLostProcess(cause))),
    close: () => cloud.stop(),
  };
}

async function openWithStack(
  stackName: string,
  { seed }: SeedFile,
  scenario: Scenario,
  cloudOptions: Partial<Pick<CloudOptions, "port" | "clock">>,
  { environment, progress, signal }: CommandContext,
): Promise<StartedCloud> {
  const rehearsal = await startRehearsal({
    stackName,
    scenarioCloud: scenario.cloud,
    overrides: scenario.configuration ?? {},
    engine: "in-process",
    environment,
    progress,
    signal,
    extraSeed: seed,
    cloudOptions,
  });
  const { clock } = rehearsal.cloud.context;
  const moving =
    cloudOptions.clock?.mode === "manual" ? setInterval(() => void clock.advance(provisioningStepMs), provisioningTickMs) : undefined;
  try {
    const { outputs } = await rehearsal.provision();
    return {
      cloud: rehearsal.cloud,
      calleeObjectId: outputs.callees[0] ?? exampleCalleeObjectId,
      outputs,
      operator: rehearsal.operatorSignIn(),
      verifyVariables: rehearsal.verifyVariables(),
      broken: rehearsal.broken,
      close: () => rehearsal.close(),
    };
  } catch (error) {
    await rehearsal.close();
    throw error;
  } finally {
    clearInterval(moving);
  }
}
