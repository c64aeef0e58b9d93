import { setTimeout as wait } from "node:timers/promises";
import type { Probe } from "./container-app-resource.ts";
import type { Replica } from "./replica.ts";

/** Wall milliseconds between two looks at a starting replica; a real probe's period is seconds, nobody waits for it here. */
const pollMs = 25;
/** Longest answer of a probe that a message quotes. */
const maxQuotedCharacters = 300;

/** Undefined once the replica is ready; why it is not, when it ended or the time is over. */
export async function waitUntilReady(
  replica: Replica,
  targetPort: number | undefined,
  probes: readonly Probe[],
  timeoutMs: number,
): Promise<string | undefined> {
  const readiness = probes.find(({ type }) => type === "Readiness")?.httpGet ?? probes.find(({ type }) => type === "Startup")?.httpGet;
  const containerPort = readiness?.port ?? targetPort;
  const deadline = Date.now() + timeoutMs; // wall time: a process starts in it
  let last = containerPort === undefined ? undefined : `nothing listens on port ${containerPort}`;
  for (;;) {
    if (replica.ended !== undefined) return `The container terminated with ${replica.ended} and reason 'ProcessExited'.`;
    const port = containerPort === undefined ? undefined : replica.portOf(containerPort);
    if (containerPort === undefined || (port !== undefined && readiness === undefined)) return undefined;
    if (port !== undefined && readiness !== undefined) {
      last = await probe(port, readiness.path ?? "/");
      if (last === undefined) return undefined;
    }
    if (Date.now() >= deadline) return `Operation expired. ${last ?? ""}`;
    await wait(pollMs);
  }
}

/** Undefined for an answer from 200 to 399, as the platform judges. Source: https://learn.microsoft.com/azure/container-apps/health-probes, read 2026-11-25. */
async function probe(port: number, path: string): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", signal: AbortSignal.timeout(2_000) });
    const body = await response.text();
    return response.status >= 200 && response.status < 400
      ? undefined
      : `Probe of ${path} failed with status code: ${response.status}: ${body.slice(0, maxQuotedCharacters)}`;
  } catch (cause) {
    return `Probe of ${path} failed: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
