import { setTimeout as wait } from "node:timers/promises";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { toCommandWords } from "./command-words.ts";
import type { PulumiCli } from "./find-pulumi.ts";

/** How long a CLI may take to open a stack in an empty folder, in wall milliseconds; it takes half a second, on a busy machine five. */
const openingTimeoutMs = 60_000;

/**
 * What the CLI was asked first, or why it cannot be used although it says its version: it fails, or it never ends.
 * @throws DialtoneError DT_USAGE_ENGINE
 */
export async function refuseBrokenCli<Opened>(
  { command, version }: PulumiCli,
  opening: Promise<Opened>,
  timeoutMs: number = openingTimeoutMs,
): Promise<Opened> {
  const refuse = (saw: string, cause?: unknown): DialtoneError =>
    new DialtoneError({
      code: "DT_USAGE_ENGINE",
      what: "the Pulumi CLI on PATH does not open a stack",
      saw: `${command} (${version}) ${saw}`,
      expected: "a stack in a folder of this rehearsal's own",
      fix: "install it anew (https://www.pulumi.com/docs/install), or rehearse without it: --engine in-process",
      cause,
    });
  const ending = new AbortController();
  try {
    return await Promise.race([
      opening,
      wait(timeoutMs, undefined, { signal: ending.signal }).then(() => {
        throw refuse(`did not answer within ${timeoutMs / 1000} s`);
      }),
    ]);
  } catch (error) {
    throw error instanceof CommandError ? refuse(`said: ${toCommandWords(error)}`, error) : error;
  } finally {
    ending.abort();
  }
}
