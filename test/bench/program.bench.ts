import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackConfig, toPulumiConfig } from "../../scripts/engine/read-stack-config.ts";
import { checkoutDirectory } from "../helpers/run-script.ts";
import { runLoader, type LoaderOptions, type LoaderRun } from "../unit/scripts/engine/fake-engine.ts";
import { answerInvoke, outputsOf } from "../unit/scripts/engine/made-up-cloud.ts";

/** How many starts of each are measured; the median counts. The first one also warms the file cache. */
const runs = 3;
/** How much faster and smaller ours is to be. Issue B, 6. */
const goal = 3;

/** Of `pulumi new azure-typescript`. Source: https://github.com/pulumi/templates/tree/master/azure-typescript, read 2026-11-25. */
const templateCompilerOptions = {
  strict: true,
  outDir: "bin",
  target: "es2020",
  module: "commonjs",
  moduleResolution: "node",
  // TypeScript 6 asks for this one where the template's `moduleResolution` is used.
  ignoreDeprecations: "6.0",
  types: ["node"],
  sourceMap: true,
  experimentalDecorators: true,
  pretty: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  forceConsistentCasingInFileNames: true,
};

/**
 * From the start of the process to the last registration, through Pulumi's own loader: the stack's program as
 * Pulumi.yaml starts it, and the same resources written the way the standard template of Pulumi is (ts-node that checks
 * types, imports of whole packages, CommonJS). A preview: no cloud answers, so nobody waits for one.
 */
export default async function benchProgram(): Promise<string> {
  const template = prepareTemplate();
  const base = { dryRun: true, config: toPulumiConfig(readStackConfig("dev", checkoutDirectory).values), outputsOf, invoke: answerInvoke };
  try {
    const ours = await measure(base);
    const project = { directory: template, main: "index.ts", nodeArguments: [] };
    const ofTemplate = { ...base, project, environment: { PULUMI_NODEJS_TYPESCRIPT: "true" } };
    const theirs = await measure({ ...ofTemplate, environment: { ...ofTemplate.environment, TS_NODE_CACHE: "false" } });
    await runLoader(ofTemplate); // fills the cache
    const cached = await measure(ofTemplate);
    assertSameResources(ours[0], theirs[0]);
    return [
      `program start to last registration, preview, ${ours[0]?.registrations.length ?? 0} resources, median of ${runs}`,
      `  ${"".padEnd(30)} seconds  peak MiB`,
      toRow("ours", ours),
      toRow("template, checking its types", theirs),
      toRow("template, unchanged since then", cached),
      toVerdict("time", theirs, ours, timeOf),
      toVerdict("memory", theirs, ours, memoryOf),
      "  (unchanged: ts-node 7 of the SDK keeps what it compiled in the temporary directory; a pipeline starts without it)",
      "",
    ].join("\n");
  } finally {
    rmSync(template, { recursive: true, force: true });
  }
}

const timeOf = (run: LoaderRun): number => run.toLastRegistrationMs / 1000;
const memoryOf = (run: LoaderRun): number => run.peakMemoryMiB;

function toRow(name: string, measured: readonly LoaderRun[]): string {
  const [seconds, memory] = [median(measured.map(timeOf)), median(measured.map(memoryOf))];
  return `  ${name.padEnd(30)} ${seconds.toFixed(2).padStart(7)} ${memory.toFixed(0).padStart(9)}`;
}

function toVerdict(what: string, theirs: readonly LoaderRun[], ours: readonly LoaderRun[], of: (run: LoaderRun) => number): string {
  const ratio = median(theirs.map(of)) / median(ours.map(of));
  return `  ${what.padEnd(30)} ${ratio.toFixed(1)} times, ${ratio >= goal ? "at least" : "UNDER"} the goal of ${goal}`;
}

/** A project of its own below the temporary directory, with the packages of this checkout. */
function prepareTemplate(): string {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-bench-"));
  copyFileSync(join(import.meta.dirname, "peers", "template", "index.ts.txt"), join(directory, "index.ts"));
  symlinkSync(join(checkoutDirectory, "node_modules"), join(directory, "node_modules"));
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "template", main: "index.ts" }));
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions: templateCompilerOptions, files: ["index.ts"] }));
  return directory;
}

async function measure(options: LoaderOptions): Promise<LoaderRun[]> {
  const measured: LoaderRun[] = [];
  for (let run = 0; run < runs; run += 1) {
    const one = await runLoader(options);
    if (one.exitCode !== 0) throw new Error(`the program ended with ${one.exitCode}\n${[one.stderr, ...one.errors].join("\n")}`);
    measured.push(one);
  }
  return measured;
}

function assertSameResources(ours: LoaderRun | undefined, theirs: LoaderRun | undefined): void {
  const names = [ours, theirs].map((run) => (run?.registrations ?? []).map(({ type, name }) => `${type} ${name}`).sort());
  const missing = names[0]?.filter((name) => names[1]?.includes(name) !== true) ?? [];
  const more = names[1]?.filter((name) => names[0]?.includes(name) !== true) ?? [];
  if (missing.length + more.length > 0)
    throw new Error(`the template's resources differ: lacks ${missing.join(", ")}; has ${more.join(", ")}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
