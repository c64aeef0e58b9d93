import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How an operation was seen to work, best first. `golden`: the recorded requests of an official provider. */
export type Evidence = "client" | "golden" | "seen";

/** Who witnesses an operation, and how. */
export interface Witness {
  readonly evidence: Evidence;
  readonly testFile: string;
}

/** By operation; an operation that no test asks is not in it. */
export type Witnesses = Readonly<Record<string, Witness>>;

/** Test files that replay or compare the recorded requests of the official providers (cloud-wire.md 1.6). */
const goldenFiles: ReadonlySet<string> = new Set([
  "test/unit/cloud/graph/golden-sequences.test.ts",
  "test/unit/cloud/providers/azuread-sequences.test.ts",
]);
const rank: Readonly<Record<Evidence, number>> = { client: 0, golden: 1, seen: 2 };

interface WitnessRecord {
  readonly testFile: string;
  readonly operations: Readonly<Record<string, "client" | "seen">>;
}

/** Runs the tests of the simulated cloud and notes which operations each of them witnesses. Some 30 s. */
export function recordWitnesses(checkout: string): Witnesses {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-witness-"));
  try {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        "--import",
        join(checkout, "test/helpers/loopback-only.mjs"),
        "--import",
        join(checkout, "test/helpers/record-witness.mjs"),
        "--test",
        "--test-reporter=dot",
        ...globSync("test/unit/cloud/**/*.test.ts", { cwd: checkout }).sort(),
      ],
      { cwd: checkout, encoding: "utf8", env: { ...process.env, DIALTONE_WITNESS_DIRECTORY: directory } },
    );
    if (status !== 0) throw new Error(`the tests of the simulated cloud do not pass, and prove nothing:\n${stdout.slice(-2000)}`);
    return toWitnesses(readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), "utf8")) as WitnessRecord));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function toWitnesses(records: readonly WitnessRecord[]): Witnesses {
  const best = new Map<string, Witness>();
  for (const { testFile, operations } of records.toSorted((left, right) => (left.testFile < right.testFile ? -1 : 1))) {
    for (const [operation, seen] of Object.entries(operations)) {
      const evidence: Evidence = seen === "seen" && goldenFiles.has(testFile) ? "golden" : seen;
      const known = best.get(operation);
      if (known === undefined || rank[evidence] < rank[known.evidence]) best.set(operation, { evidence, testFile });
    }
  }
  return Object.fromEntries([...best].sort(([left], [right]) => (left < right ? -1 : 1)));
}
