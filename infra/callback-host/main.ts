import { Counters } from "./counters.ts";
import { InvalidEnvironment, loadHostSettings } from "./environment.ts";
import type { HostSettings } from "./environment.ts";
import { createHost } from "./host.ts";
import { createLog } from "./log.ts";
import type { HostLog } from "./log.ts";
import { NotificationsTable } from "./notifications-table.ts";
import { RateLimitedLog } from "./rate-limited-log.ts";
import { fetchSigningKeys } from "./signing-keys.ts";
import { createTableClient } from "./table-client.ts";
import { TableStore } from "./table-store.ts";

/** How often the counters are written to the log, in milliseconds. */
const countersMs = 60_000;
/** Exit code of an environment the host cannot run in (usage, as in infra/contract/exit-code.ts). */
const usageExitCode = 2;

run();

/** Serves until SIGTERM or SIGINT. Exits 0 when drained, 1 on a bug, 2 on a wrong environment with every problem on stderr. */
function run(): void {
  try {
    serve(loadHostSettings(process.env));
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = usageExitCode;
  }
}

function serve(settings: HostSettings): void {
  const nowMs = (): number => Date.now();
  const { log, flush } = createLog(settings.stackName);
  function end(exitCode: number): void {
    flush();
    process.exit(exitCode);
  }
  function endAsDefect(error: unknown): void {
    log.fatal({ event: "defect", reason: error instanceof Error ? (error.stack ?? error.name) : "not an error" }, "a bug in the host");
    end(1);
  }
  process.on("uncaughtException", endAsDefect);
  process.on("unhandledRejection", endAsDefect);

  const counters = new Counters();
  const refusalLog = new RateLimitedLog(log, nowMs);
  const table = new NotificationsTable(createTableClient(settings), nowMs);
  const store = new TableStore({ table, counters, failures: refusalLog, nowMs });
  const { server, keySets, shutdown } = createHost({
    settings,
    store,
    loadKeys: fetchSigningKeys,
    counters,
    refusalLog,
    log,
    nowMs,
    onDrained: () => end(0),
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => shutdown.start(signal));
  setInterval(() => logCounters(counters, log), countersMs).unref();

  for (const keySet of keySets) keySet.start();
  // The identity's token and the connection to the table are fetched beside the keys, so that the first notification waits
  // for neither; what the table answers is readiness' business.
  void store.probe();
  server.listen(settings.port, () => log.info({ event: "listening", port: settings.port }, "listening"));
}

function logCounters(counters: Counters, log: HostLog): void {
  const counts = counters.take();
  if (Object.keys(counts).length > 0) log.info({ event: "counters", ...counts }, "since the last minute");
}
