import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Progress } from "./progress.ts";

/** Where `--har FILE` goes: asked for before anything starts, written when all is over. */
export interface HarFile {
  /** Writes the transcript. Where that fails now, a line says so, and nothing else of the run is lost or changed. */
  readonly write: (har: object, progress: Progress) => void;
}

/**
 * Makes sure that the file can be written, and leaves nothing behind.
 * @throws DialtoneError DT_USAGE_FLAG when it cannot
 */
export function openHarFile(file: string): HarFile {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const isNew = !existsSync(file);
    closeSync(openSync(file, "a"));
    if (isNew) rmSync(file);
    else if (!statSync(file).isFile()) throw Object.assign(new Error("no file"), { code: "EEXIST" });
  } catch (cause) {
    throw new DialtoneError({
      code: "DT_USAGE_FLAG",
      what: `the transcript cannot be written to ${file}`,
      saw: `${toCode(cause)} when it was opened`,
      expected: "--har to name a file that can be made or replaced",
      fix: "give --har a path in a folder that you may write to",
      cause,
    });
  }
  return {
    write: (har, progress) => {
      try {
        writeFileSync(file, `${JSON.stringify(har, undefined, 2)}\n`);
        progress.step("transcript", file);
      } catch (cause) {
        progress.step("transcript", `✘ not written: ${toCode(cause)} at ${file}; the exit code and the evidence stand`);
      }
    },
  };
}

function toCode(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? String(cause);
}
