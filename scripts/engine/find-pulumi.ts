import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/** The pinned SDK's version: an older CLI lacks what the program relies on (error hooks). Source: facts/pulumi-azure.md 8, read 2026-11-25. */
const oldestVersion = [3, 259, 0] as const;

/** A Pulumi CLI that is there, and whether it will do. */
export interface PulumiCli {
  readonly command: string;
  /** Without the leading `v`; empty where the command did not tell. */
  readonly version: string;
  readonly isNewEnough: boolean;
}

/** The first `pulumi` on PATH; undefined where there is none. Asks it for its version, which starts no download. */
export async function findPulumi(environment: NodeJS.ProcessEnv = process.env): Promise<PulumiCli | undefined> {
  const names = process.platform === "win32" ? ["pulumi.exe", "pulumi.cmd"] : ["pulumi"];
  const candidates = (environment["PATH"] ?? "").split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));
  const command = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  if (command === undefined) return undefined;
  const version = await readVersion(command, environment);
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
    what: found === undefined ? "there is no Pulumi CLI on PATH" : "the Pulumi CLI on PATH is too old",
    saw: found === undefined ? "no pulumi" : `pulumi ${found.version === "" ? "of an unknown version" : found.version} at ${found.command}`,
    expected: `pulumi ${oldestVersion.join(".")} or newer`,
    fix: `install it (https://www.pulumi.com/docs/install)${otherwise}`,
  });
}

async function readVersion(command: string, environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, ["version"], {
      env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 20_000,
      shell: command.endsWith(".cmd"),
    });
    return /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "";
  } catch {
    return ""; // something called pulumi that does not answer: too old, and named by its path
  }
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  const index = oldest.findIndex((part, position) => parts[position] !== part);
  return version !== "" && (index === -1 || (parts[index] ?? 0) > (oldest[index] ?? 0));
}
