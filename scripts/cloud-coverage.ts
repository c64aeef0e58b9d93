/**
 * Writes docs/cloud-coverage.md anew: runs the tests of the simulated cloud, notes which operation each witnesses, and
 * renders the tables. `npm run coverage:cloud`; a test compares: test/unit/docs/cloud-coverage.test.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatCoveragePage } from "./coverage/coverage-page.ts";
import { loadCoverage } from "./coverage/load-coverage.ts";
import { recordWitnesses } from "./coverage/witnesses.ts";

const checkout = join(import.meta.dirname, "..");
const witnesses = recordWitnesses(checkout);
writeFileSync(join(checkout, "scripts/coverage/witnesses.json"), `${JSON.stringify(witnesses, undefined, 2)}\n`);
writeFileSync(join(checkout, "docs/cloud-coverage.md"), formatCoveragePage(await loadCoverage(checkout, witnesses)));
