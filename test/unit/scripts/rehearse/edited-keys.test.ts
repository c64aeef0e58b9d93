// What a command changed in a stack's file. Cannot prove that the next operation of the engine sees it; the stories do.
import { test, type TestContext } from "node:test";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { findEditedKeys, readStackKeys } from "../../../../scripts/rehearse/edited-keys.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();

test("findEditedKeys names what is new, changed and gone, and nothing else", (t: TestContext) => {
  const before = { same: ["a"], changed: 1, gone: true };
  t.assert.deepStrictEqual(findEditedKeys(before, { same: ["a"], changed: 2, fresh: {} }), { changed: 2, gone: undefined, fresh: {} });
});

test("readStackKeys reads our project's keys only, and nothing where there is no file", (t: TestContext) => {
  const file = join(directory, "Pulumi.dev.yaml");
  t.assert.deepStrictEqual(readStackKeys(file), {});
  writeFileSync(file, "encryptionsalt: v1:x\nconfig:\n  dialtone:protect: true\n  azure-native:location: x\n");
  t.assert.deepStrictEqual(readStackKeys(file), { protect: true });
});
