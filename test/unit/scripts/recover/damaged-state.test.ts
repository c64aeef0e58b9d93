// A file backend's state that cannot be read. The layout is Pulumi's own, as its CLI wrote it; test/e2e/pulumi-up.test.ts
// damages a real one. Cannot prove the layout of other versions of the CLI.
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, test, type TestContext } from "node:test";
import { assertReadableState } from "../../../../scripts/recover/damaged-state.ts";
import { mendFileBackend } from "../../../../scripts/recover/mend-file-backend.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const root = createTemporaryDirectory();
const good = JSON.stringify({ version: 3, checkpoint: { latest: {} } });
let backend = "";
let count = 0;

function write(path: string, content: string, ageSeconds = 0): string {
  const file = join(backend, ".pulumi", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  const at = Date.now() / 1000 - ageSeconds;
  utimesSync(file, at, at);
  return file;
}

beforeEach(() => {
  backend = join(root, String((count += 1)));
  mkdirSync(backend);
});

describe("a state", () => {
  test("that can be read, or is not there, is let through", (t: TestContext) => {
    t.assert.doesNotThrow(() => assertReadableState(backend, "dev"));
    write("stacks/dialtone/dev.json", good);
    t.assert.doesNotThrow(() => assertReadableState(backend, "dev"));
  });

  for (const damaged of ["", good.slice(0, 20), "null", "{}"]) {
    test(`that is ${JSON.stringify(damaged)} is refused with the newest copy that can be read`, (t: TestContext) => {
      const state = write("stacks/dialtone/dev.json", damaged);
      write("stacks/dialtone/dev.json.bak", good.slice(0, 9));
      write("backups/dialtone/dev/dev.1795641871775053065.json", good, 60);
      const newest = write("history/dialtone/dev/dev-1795641871772456951.checkpoint.json", good, 30);
      write("stacks/dialtone/devil.json.bak", good);
      write("history/dialtone/dev/dev-1795641871772456951.history.json", good);
      t.assert.throws(() => assertReadableState(backend, "dev"), {
        code: "DT_USAGE_STACK",
        what: "the state of stack dev is damaged; nothing was done",
        fix: `cp '${newest}' '${state}', then: npm run recover -- --stack dev`,
      });
    });
  }

  test("without any copy is said to need the user's own backup", (t: TestContext) => {
    write("stacks/dialtone/dev.json", "");
    t.assert.throws(() => assertReadableState(backend, "dev"), { fix: /^restore the backend's folder from your own backup/ });
  });
});

test("only an empty .attrs file is removed from a backend", (t: TestContext) => {
  const [empty, full, state] = [
    write("stacks/dialtone/dev.json.attrs", ""),
    write("stacks/dialtone/prod.json.attrs", "{}"),
    write("stacks/dialtone/dev.json", ""),
  ];
  mendFileBackend(backend);
  t.assert.deepStrictEqual([existsSync(empty), existsSync(full), existsSync(state)], [false, true, true]);
  t.assert.doesNotThrow(() => mendFileBackend(join(root, "nowhere")));
});
