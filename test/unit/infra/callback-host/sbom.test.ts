// Proves that the SBOM in the image names exactly the packages that its lock file installs for it, and that the image carries it.
// Cannot prove what is in the base image: Microsoft publishes that one's own.
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { createHostSbom, hostSbomFile } from "./host-sbom.ts";

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly content: string }[];
}

interface Locked {
  readonly version: string;
  readonly integrity: string;
  readonly dev?: boolean;
}

function read(path: string): string {
  return readFileSync(new URL(`../../../../infra/callback-host/${path}`, import.meta.url), "utf8");
}

const sbom = JSON.parse(readFileSync(hostSbomFile, "utf8")) as { bomFormat: string; components: readonly Component[] };

describe("the image's SBOM", () => {
  it("is what npm says of the lock file; run `node .ci/host-sbom.ts` when it is not", (t: TestContext) => {
    t.assert.deepStrictEqual(sbom, createHostSbom());
  });

  it("names every package of the lock file that is not for building only, with its hash", (t: TestContext) => {
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
    const expected = Object.entries(packages)
      .filter(([path, { dev }]) => path !== "" && dev !== true)
      .map(([path, { version, integrity }]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${version} ${toHex(integrity)}`);
    const named = sbom.components.map(({ name, version, hashes }) => `${name} ${version} ${hashes[0]?.content}`);
    t.assert.deepStrictEqual(named.toSorted(), [...new Set(expected)].toSorted());
  });

  it("is in the image, beside the bundle", (t: TestContext) => {
    t.assert.match(read("Dockerfile"), /^COPY --from=build \/src\/callback-host\/sbom\.cdx\.json \.\/sbom\.cdx\.json$/m);
  });
});

function toHex(integrity: string): string {
  return Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
}
