import { spawn } from "node:child_process";
import { once } from "node:events";
import { KeptConnection } from "../../unit/infra/callback-host/kept-connection.ts";
import { pinToCore, wait } from "../host-load/measure.ts";

export interface ColdStart {
  readonly file: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeFlags: readonly string[];
}

/** From the start of the process to its first 202, with its row in the table, in milliseconds. */
export async function measureColdStart({ file, port, environment, nodeFlags }: ColdStart, request: Uint8Array): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [...nodeFlags, file], {
    env: { ...environment, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  pinToCore(child.pid ?? 0, 0);
  const connection = new KeptConnection(port);
  while ((await connection.send(request)) !== 202) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    await wait(2);
  }
  const tookMs = performance.now() - startMs;
  connection.close();
  child.kill("SIGKILL");
  await once(child, "exit");
  return tookMs;
}
