import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CloudContext } from "../../core/cloud-context.ts";

/** Storage accounts that one cloud can have: Azurite's accounts are made at its start. */
export const poolSize = 24;

/** Azurite's table service in a process of its own, on loopback with TLS. */
export interface AzuriteProcess {
  readonly port: number;
  /** Names of the accounts that it was started with. */
  readonly accounts: readonly string[];
  /** Settles once the process is gone. */
  readonly gone: () => Promise<void>;
}

/**
 * Starts Azurite (0.4 s) with accounts that are made beforehand, because it cannot make one later. `ended` is told when it
 * ends by itself. `stopping` ends it at once, also while it starts.
 */
export async function startAzurite(context: CloudContext, ended: (reason: string) => void, stopping: AbortSignal): Promise<AzuriteProcess> {
  const directory = join(context.workDirectory, "azurite");
  await mkdir(directory, { recursive: true });
  const { certificatePem, privateKeyPem } = await context.certificates.issue(["localhost", "127.0.0.1"]);
  await Promise.all([
    writeFile(join(directory, "certificate.pem"), certificatePem),
    writeFile(join(directory, "key.pem"), privateKeyPem, { mode: 0o600 }),
  ]);
  stopping.throwIfAborted();
  const accounts = Array.from({ length: poolSize }, (_, at) => `pool${String(at).padStart(2, "0")}`);
  const settings = ["--tableHost", "127.0.0.1", "--tablePort", "0", "--oauth", "basic", "--cert", "certificate.pem", "--key", "key.pem"];
  const modes = ["--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"];
  const child = spawn(process.execPath, ["--no-deprecation", join(import.meta.dirname, "azurite-child.ts"), ...settings, ...modes], {
    cwd: directory,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      // Nobody signs with these: the gate comes with tokens. Azurite wants a key for each account all the same.
      AZURITE_ACCOUNTS: accounts
        .map((name) => `${name}:${Buffer.from(context.ids.hex(`azurite:${name}`, 32)).toString("base64")}`)
        .join(";"),
    },
  });
  stopping.addEventListener("abort", () => child.kill("SIGKILL"), { once: true }); // it keeps nothing on disk
  child.once("exit", (code, signal) => {
    if (!stopping.aborted) ended(`Azurite, the table storage, ended by itself (${signal ?? `exit ${code ?? ""}`})`);
  });
  const port = await listeningPort(child);
  return {
    port,
    accounts,
    gone: () => waitUntilGone(child),
  };
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      const port = /\{"listening":(\d+)\}/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Azurite did not start: ${output.trim()}`)));
  });
}

async function waitUntilGone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}
