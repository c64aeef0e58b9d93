import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const hostDirectory = fileURLToPath(new URL("../../../../infra/callback-host/", import.meta.url));

/** The SBOM that the image carries beside its one bundled file (CycloneDX 1.5, JSON). */
export const hostSbomFile = fileURLToPath(new URL("../../../../infra/callback-host/sbom.cdx.json", import.meta.url));

/** What `npm sbom` says today, without what differs from run to run and from npm to npm. */
export function createHostSbom(): Record<string, unknown> {
  const flags = ["sbom", "--package-lock-only", "--omit", "dev", "--sbom-format", "cyclonedx", "--sbom-type", "application"];
  const text = execFileSync("npm", flags, {
    cwd: hostDirectory,
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  const {
    serialNumber: _serialNumber,
    metadata,
    ...sbom
  } = JSON.parse(text) as Record<string, unknown> & { metadata: Record<string, unknown> };
  const { timestamp: _timestamp, tools: _tools, ...kept } = metadata;
  const component = kept["component"] as Record<string, unknown>;
  // npm names it after the folder; the package has a name.
  return { ...sbom, metadata: { ...kept, component: { ...component, name: "dialtone-callback-host" } } };
}
