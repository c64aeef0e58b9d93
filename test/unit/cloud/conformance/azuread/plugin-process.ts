import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A provider plugin at work, and where it listens. */
export interface PluginProcess {
  readonly protocol: "pulumi" | "terraform";
  /** A port of 127.0.0.1, or a gRPC target. */
  readonly address: string;
  /** The last lines that it wrote to stderr. */
  readonly said: () => string;
  readonly stop: () => Promise<void>;
}

/** Longest that a plugin may take to say where it listens, in milliseconds. */
const startTimeoutMs = 60_000;

/** What go-plugin wants to see before it serves. Source: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol, read 2026-11-25. */
const handshake = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5",
};

/** Starts a plugin of either kind; its first line says which: a port, or `1|5|unix|/path|grpc|`. */
export async function startPlugin(command: readonly [string, ...string[]], environment: NodeJS.ProcessEnv): Promise<PluginProcess> {
  const [program, ...args] = command;
  const child = spawn(program, args, { env: { ...environment, ...handshake }, stdio: ["pipe", "pipe", "pipe"] });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const line = await firstLine(child, () => said.slice(-5).join("\n"));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    child.kill();
    await once(child, "exit");
  };
  try {
    return { ...parseAddress(line), said: () => said.slice(-5).join("\n"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstLine(child: ChildProcess, said: () => string): Promise<string> {
  if (child.stdout === null) throw new Error("the plugin has no stdout");
  const signal = AbortSignal.timeout(startTimeoutMs);
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(() => {
    throw new Error(`the plugin ended before it said where it listens: ${said()}`);
  });
  const [line] = (await Promise.race([once(lines, "line", { signal }), ended])) as [string];
  ended.catch(() => undefined);
  return line;
}

function parseAddress(line: string): Pick<PluginProcess, "protocol" | "address"> {
  if (/^\d+$/.test(line)) return { protocol: "pulumi", address: line };
  const [core, version, network, address, kind] = line.split("|");
  if (core !== "1" || version !== "5" || kind !== "grpc" || address === undefined)
    throw new Error(`the plugin's first line is neither a port nor a handshake of plugin protocol 5: ${line}`);
  return { protocol: "terraform", address: network === "unix" ? `unix:${address}` : address };
}
