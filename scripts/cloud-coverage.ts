#!/usr/bin/env node
/**
 * `npm run coverage:cloud`: docs/cloud-coverage.md anew. Runs the tests of the simulated cloud, notes which operation each
 * witnesses, and renders the tables; a test compares: test/unit/docs/cloud-coverage.test.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCode } from "../infra/contract/exit-code.ts";
import { formatCoveragePage } from "./coverage/coverage-page.ts";
import { loadCoverage } from "./coverage/load-coverage.ts";
import { recordWitnesses } from "./coverage/witnesses.ts";
import { runAsProcess, type ScriptDefinition } from "./lib/command.ts";

const coverageCommand: ScriptDefinition<undefined> = {
  name: "coverage:cloud",
  summary: "Runs the tests of the simulated cloud, and writes docs/cloud-coverage.md anew: which operation is witnessed by which test.",
  options: {},
  parseFlags: () => undefined,
  run: async () => {
    const checkout = join(import.meta.dirname, "..");
    const witnesses = recordWitnesses(checkout);
    writeFileSync(join(checkout, "scripts/coverage/witnesses.json"), `${JSON.stringify(witnesses, undefined, 2)}\n`);
    writeFileSync(join(checkout, "docs/cloud-coverage.md"), formatCoveragePage(await loadCoverage(checkout, witnesses)));
    return { exitCode: exitCode.done, result: undefined, report: "" };
  },
};

if (import.meta.main) await runAsProcess(coverageCommand);
