/**
 * Writes infra/callback-host/sbom.cdx.json where it is not what it should be: the packages of the callback host's image, by
 * npm's own `npm sbom` from the nested lock file. test/unit/infra/callback-host/sbom.test.ts says when to run it.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { createHostSbom, hostSbomFile } from "../test/unit/infra/callback-host/host-sbom.ts";

const sbom = createHostSbom();
if (!isDeepStrictEqual(JSON.parse(readFileSync(hostSbomFile, "utf8")), sbom)) {
  writeFileSync(hostSbomFile, `${JSON.stringify(sbom, undefined, 2)}\n`);
  execFileSync(process.execPath, [join(import.meta.dirname, "../node_modules/oxfmt/bin/oxfmt"), hostSbomFile], { stdio: "inherit" });
}
