import { exec, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const checkout = fileURLToPath(new URL("../../../../", import.meta.url));

/** Bundles the host as its Dockerfile does, in a directory of its own, with the checkout's packages; returns the bundle. */
export async function buildHost(directory: string): Promise<string> {
  cpSync(join(checkout, "infra/callback-host"), join(directory, "callback-host"), { recursive: true });
  for (const name of ["host-environment.ts", "notification-row.ts"]) {
    cpSync(join(checkout, "infra/contract", name), join(directory, "contract", name));
  }
  const packageDirectory = join(directory, "callback-host");
  symlinkSync(join(checkout, "node_modules"), join(packageDirectory, "node_modules"), "junction");
  const { scripts } = JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")) as { scripts: { build: string } };
  const path = [join(checkout, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter);
  await promisify(exec)(scripts.build, { cwd: packageDirectory, env: { ...process.env, PATH: path } });
  return join(packageDirectory, "dist/host.cjs");
}

/** Below the ports that systems give to outgoing connections, so that none of those takes it before its listener does. */
const firstPort = 20_000;
const lastPort = 31_999;

/** A port that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const port = randomInt(firstPort, lastPort + 1);
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return findFreePort();
  }
  server.close();
  await once(server, "close");
  return port;
}

export interface RunningProcess {
  readonly process: ChildProcess;
  /** Everything it wrote so far. */
  readonly output: () => { stdout: string; stderr: string };
  readonly exited: Promise<number | null>;
}

/** Ends a program with its stdin, which its starter holds: however the starter dies, nothing is left running. Keeps no program alive. */
const parentWatch = `data:text/javascript,${encodeURIComponent(
  'process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).on("error", () => {}).resume().unref();',
)}`;

/** Starts a program with exactly this environment. It ends with this process. */
export function startProcess(
  file: string,
  args: readonly string[],
  environment: Record<string, string>,
  cwd: string,
  nodeFlags: readonly string[] = [],
): RunningProcess {
  const child = spawn(process.execPath, [...nodeFlags, "--import", parentWatch, file, ...args], {
    env: environment,
    cwd,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  return { process: child, output: () => ({ stdout, stderr }), exited };
}

/** Starts Azurite's table service over TLS with Entra tokens, in memory. */
export async function startAzurite(port: number, directory: string, certificateFile: string, keyFile: string): Promise<RunningProcess> {
  const file = join(checkout, "node_modules/azurite/dist/src/table/main.js");
  const args = ["--tablePort", `${port}`, "--oauth", "basic", "--cert", certificateFile, "--key", keyFile];
  const flags = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"];
  const azurite = startProcess(file, [...args, ...flags], {}, directory);
  while (!azurite.output().stdout.includes("successfully")) {
    if (azurite.process.exitCode !== null) throw new Error(`Azurite ended: ${azurite.output().stderr}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  return azurite;
}

/** What the image gives Node before the bundle, read from the Dockerfile. */
export function readEntrypointFlags(): readonly string[] {
  const words = JSON.parse(/^ENTRYPOINT (\[.*\])$/m.exec(readDockerfile())?.[1] ?? "[]") as string[];
  return words.slice(1, -1);
}

/** The variables that the image sets, read from the Dockerfile. */
export function readImageEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries([...readDockerfile().matchAll(/^ENV (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

function readDockerfile(): string {
  return readFileSync(join(checkout, "infra/callback-host/Dockerfile"), "utf8");
}
