// Proves that the image is built from the packages that were tested here. Cannot prove that the registry still has them.
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";

interface Lock {
  readonly packages: Record<string, { version?: string; integrity?: string; resolved?: string; dependencies?: Record<string, string> }>;
}

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly type: string;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8"));
}

const root = read("package-lock.json") as Lock;
const nested = read("infra/callback-host/package-lock.json") as Lock;
const manifest = read("infra/callback-host/package.json") as Manifest;
const rootManifest = read("package.json") as Manifest;

describe("the host's lock file", () => {
  it("has for every package the version and integrity of the root's", (t: TestContext) => {
    const differing = Object.entries(nested.packages)
      .filter(([path]) => path !== "")
      .filter(([path, { version, integrity }]) => root.packages[path]?.version !== version || root.packages[path]?.integrity !== integrity)
      .map(([path]) => path);
    t.assert.deepStrictEqual(differing, []);
  });

  it("has an integrity for every package and names no registry", (t: TestContext) => {
    const wanting = Object.entries(nested.packages)
      .filter(([path, { integrity, resolved }]) => path !== "" && (integrity === undefined || resolved !== undefined))
      .map(([path]) => path);
    t.assert.deepStrictEqual(wanting, []);
  });
});

describe("the host's package", () => {
  it("asks for exactly the versions that the root asks for", (t: TestContext) => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    const all = { ...rootManifest.dependencies, ...rootManifest.devDependencies };
    t.assert.deepStrictEqual(asked, Object.fromEntries(Object.keys(asked).map((name) => [name, all[name]])));
  });

  it("is of modules, so that Node runs its sources as they are", (t: TestContext) => {
    t.assert.strictEqual(manifest.type, "module");
  });
});
