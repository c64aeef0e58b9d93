import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "../registry/image-store.ts";

/** Log lines that are kept of a replica, the newest. */
const keptLogLines = 40;
/** How long a replica may take to end after SIGTERM, in wall milliseconds; the real default is 30 s, the cloud stops within 2 s. */
const terminationGraceMs = 1_000;

export interface ReplicaStart {
  readonly image: Image;
  /** Replaces the image's entry point when not empty. */
  readonly command: readonly string[];
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Told when the process ended without being stopped. */
  readonly ended: (how: string) => void;
}

/** One process of an image, in its own process group, on loopback. */
export class Replica {
  readonly #child: ChildProcess;
  readonly #log: string[] = [];
  readonly #ports = new Map<number, number>();
  #ended: string | undefined;
  #stopping = false;

  constructor(start: ReplicaStart) {
    const { image } = start;
    const [program = "", ...rest] = start.command.length > 0 ? start.command : image.entrypoint;
    const words = [...rest, ...start.arguments].map((word) => toHostWord(image, word));
    const isNode = program === "node" || program.endsWith("/node");
    if (!isNode) throw new RangeError(`exec: "${program}": executable file not found in $PATH: the simulated platform runs node only`);
    this.#child = spawn(process.execPath, ["--import", join(import.meta.dirname, "container-runtime.ts"), ...words], {
      cwd: toHostWord(image, image.workingDirectory),
      detached: true,
      env: { ...image.environment, ...start.environment },
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => this.#hear(chunk));
    this.#child.stderr?.on("data", (chunk: Buffer) => this.#hear(chunk));
    this.#child.stdio[3]?.on("data", (chunk: Buffer) => this.#map(chunk));
    this.#child.stdin?.on("error", () => {}); // it may be gone before its stdin is closed
    this.#child.once("error", (cause) => this.#end(String(cause), start.ended));
    this.#child.once("exit", (code, signal) => {
      this.#end(signal === null ? `exit code '${code ?? ""}'` : `signal ${signal}`, start.ended);
    });
  }

  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** How it ended; undefined while it runs. */
  get ended(): string | undefined {
    return this.#ended;
  }

  get logLines(): readonly string[] {
    return this.#log;
  }

  /** The port on 127.0.0.1 behind a port of the container; undefined until the process listens on it. */
  portOf(containerPort: number): number | undefined {
    return this.#ports.get(containerPort);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#ended !== undefined) return;
    const gone = new Promise<void>((resolve) => {
      this.#child.once("exit", () => resolve());
    });
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), terminationGraceMs);
    await gone;
    clearTimeout(timer);
  }

  /** To its whole process group: what it started ends with it. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    try {
      if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, signal);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause; // already gone
    }
  }

  #end(how: string, told: (how: string) => void): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    if (!this.#stopping) told(how);
  }

  #hear(chunk: Buffer): void {
    this.#log.push(...chunk.toString("utf8").split("\n").filter(Boolean));
    this.#log.splice(0, this.#log.length - keptLogLines);
  }

  #map(chunk: Buffer): void {
    for (const [, asked, given] of chunk.toString("utf8").matchAll(/\{"asked":(\d+),"given":(\d+)\}/g))
      this.#ports.set(Number(asked), Number(given));
  }
}

/** An absolute path inside of the image is a path below its root here. */
function toHostWord(image: Image, word: string): string {
  if (!word.startsWith("/")) return word;
  const path = join(image.rootDirectory, ...word.split("/"));
  return existsSync(path) ? path : word;
}
