/**
 * `npm run bench -- NAME`: runs test/bench/NAME.bench.ts, which measures and prints. Without a name: says which exist.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { exitCode } from "../../infra/contract/exit-code.ts";

/** What a bench file exports by default: measures, and gives what is to be printed. */
export type Bench = () => Promise<string>;

const ending = ".bench.ts";
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));
const [name] = process.argv.slice(2);

const usage = `npm run bench -- NAME, where NAME is one of ${names.join(", ")}\n`;

if (name === "--help") {
  process.stdout.write(
    `Measures, and prints ratios against peers and floors of the same run.\n\nUsage: ${usage}\nExit codes:\n` +
      `  ${exitCode.done}  measured\n  ${exitCode.bug}  a measurement failed, or missed its floor\n  ${exitCode.usage}  no such bench\n`,
  );
} else if (name === undefined || !names.includes(name)) {
  process.stderr.write(`DT_USAGE_FLAG  ${usage}`);
  process.exitCode = exitCode.usage;
} else {
  const { default: bench } = (await import(pathToFileURL(join(import.meta.dirname, `${name}${ending}`)).href)) as { default: Bench };
  process.stdout.write(await bench());
}
