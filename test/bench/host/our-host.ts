/**
 * The host for the bench: its own wiring from its sources, with its log, and a store of the bench's choice:
 * none, the host's own, or single inserts by @azure/data-tables used plainly.
 */
import type { AddressInfo } from "node:net";
import { Counters } from "../../../infra/callback-host/counters.ts";
import { loadHostSettings } from "../../../infra/callback-host/environment.ts";
import { createHost } from "../../../infra/callback-host/host.ts";
import { createLog } from "../../../infra/callback-host/log.ts";
import type { NotificationStore, StoreOutcome } from "../../../infra/callback-host/notification-store.ts";
import { NotificationsTable } from "../../../infra/callback-host/notifications-table.ts";
import { RateLimitedLog } from "../../../infra/callback-host/rate-limited-log.ts";
import type { SigningKeys } from "../../../infra/callback-host/signing-keys.ts";
import { toStoredRows } from "../../../infra/callback-host/stored-rows.ts";
import { createTableClient } from "../../../infra/callback-host/table-client.ts";
import { toTableEntity } from "../../../infra/callback-host/table-entity.ts";
import { TableStore } from "../../../infra/callback-host/table-store.ts";
import { fetchSigningKeys } from "../../../infra/callback-host/signing-keys.ts";

const settings = loadHostSettings(process.env);
const { log } = createLog(settings.stackName);
const nowMs = (): number => Date.now();
const refusalLog = new RateLimitedLog(log, nowMs);
const counters = new Counters();

function createStore(kind: string | undefined): NotificationStore {
  if (kind === "own")
    return new TableStore({ table: new NotificationsTable(createTableClient(settings), nowMs), counters, failures: refusalLog, nowMs });
  if (kind !== "plain") return { keep: () => Promise.resolve(["stored"]), probe: () => Promise.resolve(undefined) };
  const client = createTableClient(settings);
  return {
    keep: (notification) =>
      Promise.all(
        toStoredRows(notification).map(async (row): Promise<StoreOutcome> => {
          await client.createEntity(toTableEntity(row));
          return "stored";
        }),
      ),
    probe: () => Promise.resolve(undefined),
  };
}

const { server, keySets } = createHost({
  settings,
  store: createStore(process.env["BENCH_STORE"]),
  loadKeys: (url): Promise<SigningKeys> => fetchSigningKeys(url),
  counters,
  refusalLog,
  log,
  nowMs,
  onDrained: () => process.exit(),
});
void Promise.all(keySets.map((keySet) => keySet.refresh())).then(() =>
  server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port })),
);
process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => process.exit());
