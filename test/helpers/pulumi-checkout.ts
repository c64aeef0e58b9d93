/**
 * What a platform engineer has: a checkout with a stack file, the Pulumi CLI with a backend of theirs, plugins, and a cloud.
 * The cloud is simulated, the plugins are the stand-ins (each in a process of its own), the language host is
 * language-host.ts; the CLI, the program and every command are the real ones.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { createStackPlan } from "../../scripts/rehearse/stack-plan.ts";
import { toCloudFile } from "../../scripts/rehearse/to-cloud-file.ts";
import { startCloud, type RunningCloud } from "../cloud/start-cloud.ts";
import { startLanguageHost, type LanguageHost } from "./language-host.ts";
import { checkoutDirectory } from "./run-script.ts";

export interface CommandEnd {
  readonly exitCode: number | null;
  /** stdout and stderr. */
  readonly said: string;
  readonly stdout: string;
}

export interface PulumiCheckout {
  readonly cloud: RunningCloud;
  readonly language: LanguageHost;
  readonly directory: string;
  /** Folder of the `file://` backend. */
  readonly backend: string;
  /** Runs `pulumi …`; `wrapper` is a shell command that it is started by (`ulimit -f 10; exec "$@"`). */
  readonly pulumi: (flags: readonly string[], wrapper?: string) => Promise<CommandEnd>;
  /** The same, with its process. */
  readonly startPulumi: (
    flags: readonly string[],
    wrapper?: string,
  ) => { readonly process: ChildProcess; readonly ended: Promise<CommandEnd> };
  /** `npm run NAME -- …` in the checkout. */
  readonly npmRun: (name: string, flags: readonly string[], more?: NodeJS.ProcessEnv) => Promise<CommandEnd>;
  /** SIGKILL to the plugins. New ones are there when it resolves. */
  readonly killPlugins: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Cloud seconds per wall second. */
const pace = 100;

/** Copies what git has of the checkout into the directory and starts everything; the stack is `dev`, and empty. */
export async function openPulumiCheckout(directory: string): Promise<PulumiCheckout> {
  const project = join(directory, "checkout");
  copyCheckout(project);
  const plan = createStackPlan({ stackName: "dev", overrides: {}, scenarioCloud: {}, directory });
  const { tenantId, subscriptionId, seed } = plan;
  const clock = { mode: "real", rate: pace } as const;
  const cloud = await startCloud({ tenantId, subscriptionId, seed, clock, dependenciesDirectory: checkoutDirectory });
  const { description } = cloud;
  const cloudFile = join(directory, "cloud.json");
  writeFileSync(cloudFile, JSON.stringify(toCloudFile(cloud)));
  const signedIn = {
    PATH: process.env["PATH"],
    HOME: directory,
    DIALTONE_REHEARSAL_CLOUD: cloudFile,
    NODE_EXTRA_CA_CERTS: description.caFile,
    ARM_CLIENT_ID: description.deployer.clientId,
    ARM_CLIENT_SECRET: description.deployer.clientSecret,
    ARM_TENANT_ID: tenantId,
    ARM_SUBSCRIPTION_ID: subscriptionId,
    ARM_USE_CLI: "false",
  };
  const backend = join(directory, "backend");
  mkdirSync(backend);
  const loggedIn = {
    ...signedIn,
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_HOME: join(directory, "home"),
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of the user's",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  // The CLI's own environment, as a language host that it starts has it.
  const language = await startLanguageHost(loggedIn);
  let plugins = await startPlugins(signedIn);
  const environment = (): NodeJS.ProcessEnv => ({
    ...loggedIn,
    PULUMI_DEBUG_PROVIDERS: plugins.debugProviders,
    PULUMI_DEBUG_LANGUAGES: language.debugLanguages,
  });
  const running = new Set<ChildProcess>();
  const start = (program: string, programArguments: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const child = spawn(program, programArguments, {
      cwd: project,
      env: { ...environment(), ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]).then(([stdout, stderr, [exitCode]]) => ({
      exitCode: exitCode as number | null,
      stdout,
      said: `${stdout}${stderr}`,
    }));
    return { process: child, ended };
  };
  process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));
  const startPulumi = (flags: readonly string[], wrapper?: string) =>
    wrapper === undefined
      ? start("pulumi", [...flags, "--non-interactive"])
      : start("bash", ["-c", wrapper, "bash", "pulumi", ...flags, "--non-interactive"]);
  await startPulumi(["stack", "init", "dev"]).ended;
  return {
    cloud,
    language,
    directory: project,
    backend,
    startPulumi,
    pulumi: (flags, wrapper) => startPulumi(flags, wrapper).ended,
    npmRun: (name, flags, more) => start("npm", ["run", "--silent", name, "--", ...flags], more).ended,
    killPlugins: async () => {
      plugins.process.kill("SIGKILL");
      plugins = await startPlugins(signedIn);
    },
    close: async () => {
      language.stop();
      plugins.process.kill("SIGKILL");
      await cloud.stop();
    },
  };
}

/** The sources that a command needs, with this checkout's packages. */
export function copyCheckout(project: string): void {
  mkdirSync(project, { recursive: true });
  const isWanted = (source: string): boolean => !source.endsWith("node_modules");
  for (const name of ["infra", "scripts", "test/cloud", "Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "package-lock.json"]) {
    cpSync(join(checkoutDirectory, name), join(project, name), { recursive: true, filter: isWanted });
  }
  symlinkSync(join(checkoutDirectory, "node_modules"), join(project, "node_modules"));
}

async function startPlugins(environment: NodeJS.ProcessEnv): Promise<{ process: ChildProcess; debugProviders: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "stand-ins-process.ts"), String(pace)], {
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const [debugProviders] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { process: child, debugProviders };
}
