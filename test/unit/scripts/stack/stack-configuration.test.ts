// The stack's configuration as a file and as the CLI tells it. Cannot prove that the CLI reads the edited file; the test
// of the user's stack does, where there is a CLI.
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { editStackFile, toConfigurationValues, withDraftStackFile } from "../../../../scripts/stack/stack-configuration.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const file = join(directory, "Pulumi.prod.yaml");

describe("editStackFile", () => {
  test("changes the named keys and keeps comments and everything else", (t: TestContext) => {
    writeFileSync(
      file,
      'encryptionsalt: v1:abc\nconfig:\n  # who is rung\n  dialtone:callees: ["one"] # first\n  dialtone:protect: true\n',
    );
    editStackFile(directory, "acme/dialtone/prod", { credential: { mode: "secret", generations: [{ name: "g2" }] }, protect: undefined });
    t.assert.strictEqual(
      readFileSync(file, "utf8"),
      'encryptionsalt: v1:abc\nconfig:\n  # who is rung\n  dialtone:callees: ["one"] # first\n' +
        "  dialtone:credential:\n    mode: secret\n    generations:\n      - name: g2\n",
    );
  });

  const commented = [
    "config:",
    "  dialtone:credential:",
    "    mode: secret # the default",
    "    generations:",
    "      # made by bootstrap",
    "      - name: g1 # the first",
    "        life: 90d",
    "",
  ].join("\n");

  test("grows and shrinks a list by the names of its entries, and comments stay with their entry", (t: TestContext) => {
    writeFileSync(file, commented);
    const g1 = { name: "g1", life: "90d", removeAfter: "2026-11-26T12:00:00Z" };
    editStackFile(directory, "prod", { credential: { mode: "secret", generations: [g1, { name: "g2", life: "30d" }] } });
    t.assert.strictEqual(
      readFileSync(file, "utf8"),
      `${commented}        removeAfter: "2026-11-26T12:00:00Z"\n      - name: g2\n        life: 30d\n`,
    );
    editStackFile(directory, "prod", { credential: { mode: "secret", generations: [{ name: "g2", life: "30d" }] } });
    t.assert.strictEqual(
      readFileSync(file, "utf8"),
      "config:\n  dialtone:credential:\n    mode: secret # the default\n    generations:\n      # made by bootstrap\n      - name: g2\n        life: 30d\n",
    );
  });

  test("puts a date in quotes: Pulumi would make another text of a plain one", (t: TestContext) => {
    editStackFile(directory, "dates", { credential: { generations: [{ name: "g1", ends: "2027-02-23T00:00:00Z" }] } });
    t.assert.match(readFileSync(join(directory, "Pulumi.dates.yaml"), "utf8"), /ends: "2027-02-23T00:00:00Z"/);
  });

  test("in a draft leaves the stack's own file alone, even one that nobody may write", async (t: TestContext) => {
    writeFileSync(file, commented);
    chmodSync(file, 0o444);
    const before = statSync(file).mtimeMs;
    const draft = await withDraftStackFile(directory, "prod", { credential: { generations: [] } }, async (draftFile) => {
      t.assert.match(readFileSync(draftFile, "utf8"), /\[\]/);
      return draftFile;
    });
    t.assert.deepStrictEqual([readFileSync(file, "utf8"), statSync(file).mtimeMs, existsSync(draft)], [commented, before, false]);
    chmodSync(file, 0o644);
  });

  test("makes the file of a stack that has none", (t: TestContext) => {
    editStackFile(directory, "new", { displayName: "Dialtone new" });
    t.assert.match(readFileSync(join(directory, "Pulumi.new.yaml"), "utf8"), /dialtone:displayName: Dialtone new/);
  });
});

test("toConfigurationValues reads JSON as values, leaves text as text, and leaves out what is encrypted or another project's", (t: TestContext) => {
  t.assert.deepStrictEqual(
    toConfigurationValues({
      "dialtone:callees": { value: '["a"]' },
      "dialtone:protect": { value: "true" },
      "dialtone:displayName": { value: "2027" },
      "dialtone:tags": { value: "{not json" },
      "dialtone:secretThing": { value: "s", secret: true },
      "azure-native:location": { value: "x" },
    }),
    { callees: ["a"], protect: true, displayName: "2027", tags: "{not json" },
  );
});
