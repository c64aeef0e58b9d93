/** Cannot prove: that the CLI reads it; test/e2e/bootstrap-engine.test.ts asks the real one, with a passphrase. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import { writeStackKey } from "../../../../scripts/bootstrap/write-stack-key.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const file = join(directory, "Pulumi.prod.yaml");
const url = "azurekeyvault://dtstate-1.vault.azure.net/keys/state";
const readBack = (): unknown => parse(readFileSync(file, "utf8"));

test("the key of a vault is written down as the state has it, beside what is there", (t: TestContext) => {
  writeFileSync(file, "# mine\nconfig:\n  dialtone:location: swedencentral\n");
  writeStackKey(
    { directory, stackName: "prod" },
    { deployment: { secrets_providers: { type: "cloud", state: { url, encryptedkey: "AAAA" } } } },
  );
  t.assert.deepStrictEqual(readBack(), { config: { "dialtone:location": "swedencentral" }, secretsprovider: url, encryptedkey: "AAAA" });
  t.assert.match(readFileSync(file, "utf8"), /^# mine/);
});

test("a stack in which nothing is encrypted yet changes no file", (t: TestContext) => {
  writeFileSync(file, "config: {}\n");
  writeStackKey({ directory, stackName: "prod" }, { deployment: {} });
  t.assert.deepStrictEqual(readBack(), { config: {} });
});
