import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One place that says what it assumes. */
export interface AssumedRule {
  readonly file: string;
  readonly sentence: string;
}

/** Every comment or source note of the simulation that says ASSUMED, as one sentence each. */
export function readAssumedRules(checkout: string): AssumedRule[] {
  const directory = join(checkout, "test/cloud");
  return globSync("**/*.ts", { cwd: directory })
    .sort()
    .flatMap((file) => readSentences(readFileSync(join(directory, file), "utf8")).map((sentence) => ({ file, sentence })));
}

function readSentences(text: string): string[] {
  const comments = text.matchAll(/\/\*\*?([^]*?)\*\/|\/\/([^\n]*)|"([^"\n]*ASSUMED[^"\n]*)"/g);
  return [...comments].flatMap(([, block, line, source]) => {
    const plain = (block ?? line ?? source ?? "").replaceAll(/\s*\n\s*\*?\s*/g, " ").trim();
    return plain.split(/(?<=[.;])\s+/).filter((sentence) => sentence.includes("ASSUMED"));
  });
}
