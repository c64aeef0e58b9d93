import { execFile } from "node:child_process";
import { accessSync, constants, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { createOwnedFolder } from "../lib/owned-folder.ts";
import { withoutPulumiSettings } from "./pulumi-settings.ts";

/** The pinned SDK's version: an older CLI lacks what the program relies on (error hooks). Source: facts/pulumi-azure.md 8, read 2026-11-25. */
const oldestVersion = [3, 259, 0] as const;

/** How long a command called pulumi may take to say its version, in wall milliseconds; the real one takes a tenth of a second. */
const versionTimeoutMs = 10_000;

/** A Pulumi CLI that is there, and whether it will do. */
export interface PulumiCli {
  readonly command: string;
  /** Without the leading `v`; empty where the command did not tell. */
  readonly version: string;
  readonly isNewEnough: boolean;
}

/** The first `pulumi` on PATH; undefined where there is none. Asks it for its version, which starts no download. */
export async function findPulumi(
  environment: NodeJS.ProcessEnv = process.env,
  timeoutMs: number = versionTimeoutMs,
): Promise<PulumiCli | undefined> {
  const names = process.platform === "win32" ? ["pulumi.exe", "pulumi.cmd"] : ["pulumi"];
  const candidates = (environment["PATH"] ?? "").split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  const command = candidates.find(isCommand);
  if (command === undefined) return undefined;
  const version = await readVersion(command, environment, timeoutMs);
  return { command, version, isNewEnough: isAtLeast(version, oldestVersion) };
}

/**
 * The CLI, or one sentence about what to install.
 * @param otherwise what a command can do without it
 * @throws DialtoneError DT_USAGE_ENGINE
 */
export async function requirePulumi(
  environment: NodeJS.ProcessEnv = process.env,
  otherwise = ", or leave --engine out to rehearse in process",
): Promise<PulumiCli> {
  const found = await findPulumi(environment);
  if (found?.isNewEnough === true) return found;
  throw new DialtoneError({
    code: "DT_USAGE_ENGINE",
    what: toRefusal(found),
    saw: found === undefined ? "no pulumi" : `pulumi ${found.version === "" ? "of an unknown version" : found.version} at ${found.command}`,
    expected: `pulumi ${oldestVersion.join(".")} or newer`,
    fix: `install it (https://www.pulumi.com/docs/install)${otherwise}`,
  });
}

function toRefusal(found: PulumiCli | undefined): string {
  if (found === undefined) return "there is no Pulumi CLI on PATH";
  return found.version === "" ? "what is called pulumi on PATH does not say its version" : "the Pulumi CLI on PATH is too old";
}

/** As a shell looks for it: what may not be executed is passed over. */
function isCommand(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function readVersion(command: string, environment: NodeJS.ProcessEnv, timeoutMs: number): Promise<string> {
  // The CLI makes `logs` in its home for as little as this: the user's is left alone.
  const home = createOwnedFolder("cli");
  try {
    const { stdout } = await promisify(execFile)(command, ["version"], {
      env: { ...withoutPulumiSettings(environment), PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      shell: command.endsWith(".cmd"),
    });
    return /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "";
  } catch {
    return ""; // something called pulumi that does not answer: named by its path
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  const index = oldest.findIndex((part, position) => parts[position] !== part);
  return version !== "" && (index === -1 || (parts[index] ?? 0) > (oldest[index] ?? 0));
}
