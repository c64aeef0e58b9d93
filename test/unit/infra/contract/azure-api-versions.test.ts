// Cannot prove what the provider's plugin sends, only what the pinned SDK documents; nor that the table's retirement dates are all there are.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { azureApiVersions } from "../../../../infra/contract/azure-api-versions.ts";

const root = new URL("../../../../", import.meta.url);

test("the table names the api-versions that the pinned azure-native documents", () => {
  const documented = azureApiVersions.map(({ sdkFile }) => {
    const declaration = readFileSync(new URL(`node_modules/@pulumi/azure-native/${sdkFile}.d.ts`, root), "utf8");
    return /Azure REST API version ([0-9a-z-]+)/.exec(declaration)?.[1];
  });
  assert.deepEqual(
    azureApiVersions.map(({ apiVersion }) => apiVersion),
    documented,
  );
});

test("the table has every azure-native resource that infra imports", () => {
  const imported = globSync("infra/**/*.ts", { cwd: root, exclude: ["**/node_modules/**"] }).flatMap((file) =>
    [...readFileSync(new URL(file, root), "utf8").matchAll(/^import \{ (\w+)[^}]*\} from "@pulumi\/azure-native\/(\w+\/\w+)\.js"/gm)]
      .filter(([, symbol]) => /^[A-Z]/.test(symbol ?? ""))
      .map(([, , sdkFile]) => sdkFile ?? ""),
  );
  const unlisted = imported.filter((sdkFile) => !azureApiVersions.some((row) => row.sdkFile === sdkFile));
  assert.deepEqual(unlisted, []);
});
