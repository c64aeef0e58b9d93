// Reading a stack's configuration file. Cannot prove that Pulumi reads every corner of YAML the same way.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { readStackConfig, toPulumiConfig } from "../../../../scripts/engine/read-stack-config.ts";

const directory = mkdtempSync(join(tmpdir(), "dialtone-stack-"));
after(() => rmSync(directory, { recursive: true }));

function write(stackName: string, text: string): void {
  writeFileSync(join(directory, `Pulumi.${stackName}.yaml`), text);
}

describe("stack configuration", () => {
  test("gives the keys of our project without its name, and the others with theirs", () => {
    write("plain", "config:\n  dialtone:location: swedencentral\n  dialtone:replicas: { min: 1, max: 2 }\n  azure-native:location: x\n");
    assert.deepEqual(readStackConfig("plain", directory).values, {
      location: "swedencentral",
      replicas: { min: 1, max: 2 },
      "azure-native:location": "x",
    });
  });

  test("is empty where the file says nothing", () => {
    write("empty", "");
    assert.deepEqual(readStackConfig("empty", directory).values, {});
  });

  test("refuses an environment that stands in the file without showing its values", () => {
    write("inline", "environment: { values: { password: { fn::secret: hunter2 } } }\nconfig: {}\n");
    assert.throws(() => readStackConfig("inline", directory), { code: "DT_CONFIG_SECRET", saw: "environment: values of its own" });
  });

  test("refuses every encrypted value by its key, also a nested one, and an environment", () => {
    write("secret", "environment: [team/azure]\nconfig:\n  dialtone:a: { secure: v1:x }\n  dialtone:b: { inner: { secure: v1:y } }\n");
    assert.throws(() => readStackConfig("secret", directory), {
      code: "DT_CONFIG_SECRET",
      saw: "environment: team/azure; dialtone:a; dialtone:b.inner",
    });
  });

  test("names the stacks that there are when one is unknown", () => {
    assert.throws(() => readStackConfig("nowhere", directory), { code: "DT_USAGE_STACK", saw: "no Pulumi.nowhere.yaml" });
  });

  test("takes no path for a stack", () => {
    assert.throws(() => readStackConfig("../dev", directory), { code: "DT_USAGE_STACK" });
  });

  test("says which file is not YAML", () => {
    write("broken", "config: [");
    assert.throws(() => readStackConfig("broken", directory), { code: "DT_CONFIG_INVALID" });
  });

  test("says that a list is no stack configuration, and shows none of its values", () => {
    write("list", "- dialtone:location: hunter2\n- b\n");
    assert.throws(() => readStackConfig("list", directory), { code: "DT_CONFIG_INVALID", saw: "a list of 2 at the top" });
    write("word", "hunter2\n");
    assert.throws(() => readStackConfig("word", directory), { code: "DT_CONFIG_INVALID", saw: "a single value (string) at the top" });
    write("inner", "config: [hunter2]\n");
    assert.throws(() => readStackConfig("inner", directory), { code: "DT_CONFIG_INVALID", saw: "a list of 1 under config" });
  });

  test("hands values over as the CLI does: text as it is, the rest as JSON", () => {
    assert.deepEqual(toPulumiConfig({ location: "x", protect: false, callees: ["a"], "azure-native:location": "y" }), {
      "dialtone:location": "x",
      "dialtone:protect": "false",
      "dialtone:callees": '["a"]',
      "azure-native:location": "y",
    });
  });
});
