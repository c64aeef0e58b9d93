import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parseJson, toObject } from "../lib/wire-error.ts";

/** Wall milliseconds for one answer of the CLI: a state in a bucket far away takes some seconds. */
const timeoutMs = 60_000;

/** The user's own Pulumi CLI, as far as bootstrap asks it beside the Automation API. */
export interface PulumiCommand {
  /** Where it is logged in to; undefined where it is not, or cannot reach it. */
  readonly readLogin: () => Promise<string | undefined>;
  readonly login: (backendUrl: string) => Promise<void>;
}

export function createPulumiCommand(environment: NodeJS.ProcessEnv, directory: string, signal: AbortSignal): PulumiCommand {
  const run = async (commandArguments: readonly string[]): Promise<string> => {
    const answer = promisify(execFile)("pulumi", [...commandArguments, "--non-interactive"], {
      cwd: directory,
      env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: timeoutMs,
      signal,
    });
    answer.child.stdin?.end(); // it waits for a passphrase on input that stays open
    return (await answer).stdout;
  };
  return {
    readLogin: async () => {
      try {
        const url = toObject(parseJson(await run(["whoami", "--verbose", "--json"])))["url"];
        return typeof url === "string" && url !== "" ? url : undefined;
      } catch {
        signal.throwIfAborted();
        return undefined; // not logged in, and a login that cannot be reached, come to the same: another one is needed
      }
    },
    login: async (backendUrl) => {
      await run(["login", backendUrl]);
    },
  };
}
