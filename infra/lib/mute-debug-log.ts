import * as pulumi from "@pulumi/pulumi";

/** The engine's client, as far as log lines go through it. */
export interface LogClient {
  log: (request: { getSeverity: () => number }, done: (error: null, answer?: unknown) => void) => unknown;
}

/** `LogSeverity.DEBUG`. Source: @pulumi/pulumi 3.259.0 proto/engine_pb.d.ts, read 2026-11-25. */
const debugSeverity = 0;
const muted = new WeakSet<object>();

/**
 * Keeps the SDK's own debug lines from the engine. One of them (`RegisterResource RPC finished: … resp: …`, 3.259.0
 * runtime/resource.js) holds every output of a new resource as text, its secrets in clear, and the engine writes debug
 * lines into its event log whether or not anybody asked for them. Warnings and errors pass.
 *
 * Needs: to be called before the first resource. Does nothing where there is no engine (mocks).
 */
export function muteDebugLog(engine = pulumi.runtime.getEngine() as unknown as LogClient | undefined): void {
  if (engine === undefined || muted.has(engine)) return;
  muted.add(engine);
  const log = engine.log.bind(engine);
  engine.log = (request, done) => (request.getSeverity() === debugSeverity ? done(null) : log(request, done));
}
