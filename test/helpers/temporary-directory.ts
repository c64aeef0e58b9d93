import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** A directory of this test file's own, removed after its last test. */
export function createTemporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-test-"));
  after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
