// Preloaded into test processes by scripts/cloud-coverage.ts: notes which operations of the simulated cloud this test file
// witnesses, and whether an official client asked. Writes one file per process into DIALTONE_WITNESS_DIRECTORY at the end.
import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const directory = process.env.DIALTONE_WITNESS_DIRECTORY;
const testFile = process.argv[1];
if (directory !== undefined && testFile?.endsWith(".test.ts")) {
  const seen = new Map();
  subscribe("dialtone:cloud:exchange", ({ operation, status, requestHeaders }) => {
    if (operation === undefined) return;
    const isOfficial =
      status > 0 &&
      status < 400 &&
      (/\bazsdk-js-/.test(requestHeaders["user-agent"] ?? "") ||
        /graph-js\//.test(requestHeaders["sdkversion"] ?? "") ||
        /msal/.test(requestHeaders["x-client-sku"] ?? ""));
    seen.set(operation, seen.get(operation) === "client" || isOfficial ? "client" : "seen");
  });
  process.on("exit", () => {
    if (seen.size === 0) return;
    const record = { testFile: relative(process.cwd(), testFile), operations: Object.fromEntries(seen) };
    writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify(record));
  });
}
