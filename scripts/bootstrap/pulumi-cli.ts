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
  /** What the CLI says against that backend, one line; undefined where it can work there. */
  readonly findProblem: (backendUrl: string) => Promise<string | undefined>;
}

export function createPulumiCommand(environment: NodeJS.ProcessEnv, directory: string, signal: AbortSignal): PulumiCommand {
  const run = async (commandArguments: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<string> => {
    const answer = promisify(execFile)("pulumi", [...commandArguments, "--non-interactive"], {
      cwd: directory,
      env: { ...environment, ...variables, PULUMI_SKIP_UPDATE_CHECK: "true" },
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
    findProblem: async (backendUrl) => {
      try {
        await run(["whoami"], { PULUMI_BACKEND_URL: backendUrl });
        return undefined;
      } catch (error) {
        signal.throwIfAborted();
        return toFirstWords(error);
      }
    },
  };
}

/** Longest of the CLI's words that are shown, in characters: a refused sign-in to blobs fills a page. */
const maxWords = 300;

function toFirstWords(error: unknown): string {
  const { stderr, message, killed } = error as { readonly stderr?: string; readonly message?: string; readonly killed?: boolean };
  if (killed === true) return `no answer within ${timeoutMs / 1000} s`;
  const lines = (stderr ?? "").split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => line.startsWith("error:")) ?? lines[0] ?? message ?? "no words").trim().slice(0, maxWords);
}
