import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { BuildFailure } from "./build-failure.ts";
import { runInLayer } from "./layer-cache.ts";

/** Longest `npm run build`, in wall milliseconds: the real registry's own limit is the request's `timeout`. */
const runTimeoutMs = 60_000;

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly link?: boolean;
}
interface PackageLock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface PackageManifest {
  readonly name?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Runs what a Dockerfile's `RUN` says: `npm ci` (with flags) and `npm run NAME`, in a directory with a package.json.
 * Anything else is refused.
 */
export async function runNpmStep(
  command: string,
  stage: { readonly rootDirectory: string; readonly directory: string; readonly environment: Readonly<Record<string, string>> },
  dependenciesDirectory: string,
): Promise<void> {
  const { rootDirectory, directory, environment } = stage;
  if (/^npm ci( --[\w-]+(=\S+)?)*$/.test(command)) {
    installLocked(directory, dependenciesDirectory);
    return;
  }
  const script = /^npm run ([\w:-]+)$/.exec(command)?.[1];
  if (script === undefined) throw new BuildFailure(`the simulated builder runs npm ci and npm run NAME, not: ${command}`);
  const step = JSON.stringify([command, relative(rootDirectory, directory), environment, dependenciesDirectory]);
  await runInLayer(rootDirectory, step, () => runScript(script, directory, environment));
}

/**
 * `npm ci` without a network: what the lock file pins must be in the checkout's lock file with the same integrity, and the
 * checkout's node_modules are linked.
 */
function installLocked(directory: string, dependenciesDirectory: string): void {
  if (!existsSync(join(directory, "package.json"))) {
    throw new BuildFailure(
      `npm error code ENOENT\nnpm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open 'package.json'`,
    );
  }
  if (!existsSync(join(directory, "package-lock.json"))) {
    throw new BuildFailure(
      "npm error code EUSAGE\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json with lockfileVersion >= 1.",
    );
  }
  const manifest = readJson(join(directory, "package.json")) as PackageManifest;
  const wanted = (readJson(join(directory, "package-lock.json")) as PackageLock).packages;
  const installed = (readJson(join(dependenciesDirectory, "package-lock.json")) as PackageLock).packages;
  const known = new Set(Object.entries(installed).map(([path, locked]) => identityOf(path, locked)));
  const direct = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const name of Object.keys(direct)) {
    if (wanted[`node_modules/${name}`] === undefined) {
      throw new BuildFailure(
        `npm error code EUSAGE\nnpm error \`npm ci\` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync.\nnpm error Missing: ${name}@${direct[name] ?? ""} from lock file`,
      );
    }
  }
  const missing = Object.entries(wanted).filter(
    ([path, locked]) => path !== "" && locked.optional !== true && locked.link !== true && !known.has(identityOf(path, locked)),
  );
  if (missing.length > 0) {
    const names = missing.map(([path, locked]) => identityOf(path, locked).split(" ")[0] ?? path);
    throw new BuildFailure(
      `npm error the checkout has not installed what the image's lock file pins: ${names.join(", ")}; the nested lock file and the root one must agree`,
    );
  }
  symlinkSync(join(dependenciesDirectory, "node_modules"), join(directory, "node_modules"), "junction");
}

/** `name@version integrity`. */
function identityOf(path: string, locked: LockedPackage): string {
  return `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)}@${locked.version ?? ""} ${locked.integrity ?? ""}`;
}

function runScript(name: string, directory: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const command = existsSync(join(directory, "package.json"))
    ? (readJson(join(directory, "package.json")) as PackageManifest).scripts?.[name]
    : undefined;
  if (command === undefined) throw new BuildFailure(`npm error Missing script: "${name}"`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: directory,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: runTimeoutMs,
      killSignal: "SIGKILL",
      env: {
        ...environment,
        npm_lifecycle_event: name,
        HOME: directory,
        PATH: [join(directory, "node_modules", ".bin"), dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
      },
    });
    let output = "";
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-4_000);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new BuildFailure(`${output.trim()}\nThe command '/bin/sh -c npm run ${name}' returned a non-zero code: ${code ?? 137}`));
    });
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
