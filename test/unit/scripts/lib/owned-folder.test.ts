// Folders of processes that are dead, swept. Cannot prove what other machines' process ids look like.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test, type TestContext } from "node:test";
import { createOwnedFolder, sweepOwnedFolders } from "../../../../scripts/lib/owned-folder.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const deadProcessId = spawnSync(process.execPath, ["--version"]).pid;

/** The name that the dead process would have given it. */
function createFolderOfDead(): string {
  const path = createOwnedFolder("rehearsal", directory).replace(`-${process.pid}.`, `-${deadProcessId}.`);
  mkdirSync(path);
  writeFileSync(join(path, "cloud.json"), "{}");
  return path;
}

test("a folder of a dead process is removed, with what is in it, and counted", (t: TestContext) => {
  const dead = createFolderOfDead();
  t.assert.strictEqual(sweepOwnedFolders(directory), 1);
  t.assert.strictEqual(existsSync(dead), false);
});

test("a folder of a living process stays", (t: TestContext) => {
  const own = createOwnedFolder("cloud", directory);
  t.assert.strictEqual(sweepOwnedFolders(directory), 0);
  t.assert.ok(existsSync(own));
});

test("a folder of another machine's process, and one of somebody else's making, stay", (t: TestContext) => {
  const foreign = createFolderOfDead().replace(/\.[0-9a-f]{8}-/, ".00000000-");
  mkdirSync(foreign);
  mkdirSync(join(directory, "dialtone-notes"));
  mkdirSync(join(directory, `dialtone-${deadProcessId}`));
  sweepOwnedFolders(directory);
  const left = readdirSync(directory);
  for (const name of [basename(foreign), "dialtone-notes", `dialtone-${deadProcessId}`]) t.assert.ok(left.includes(name), name);
});
