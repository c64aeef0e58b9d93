import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const directory = join(import.meta.dirname, "../peers/host");

/** Installs what the peers' own lock file pins, once; nothing else in the checkout needs it. Gives the peers' directory. */
export function installPeers(): string {
  const installed = join(directory, "node_modules/.package-lock.json");
  if (!existsSync(installed) || !isSameLock(installed)) {
    process.stderr.write("installing the peers, by test/bench/peers/host/package-lock.json\n");
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: directory, stdio: ["ignore", "ignore", "inherit"] });
  }
  return directory;
}

function isSameLock(installed: string): boolean {
  const [wanted, found] = [join(directory, "package-lock.json"), installed].map((file) => {
    const { packages } = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { version?: string; optional?: boolean }> };
    return Object.entries(packages).flatMap(([path, { version, optional }]) =>
      path === "" || optional === true ? [] : [`${path}@${version}`],
    );
  });
  return JSON.stringify(wanted) === JSON.stringify(found);
}
