/** The host in a process of its own for the fuzzer: serves on loopback, and tells over IPC what it stored and how it is. */
import { createHash } from "node:crypto";
import { startHost } from "./host-fixture.ts";

/** First message: where it listens, and the private keys (PKCS#8) that its key endpoints publish. Made for this run only. */
export interface FuzzHostStart {
  readonly port: number;
  readonly callingKey: string;
  readonly otherKey: string;
}

/** Answer to every message: what happened since the last one. */
export interface FuzzHostReport {
  /** SHA-256 of every body that was stored; rows whose key is another's are in {@link wrongRows}. */
  readonly bodies: readonly string[];
  readonly wrongRows: number;
  /** Inserts, also of what was there already. */
  readonly inserts: number;
  readonly defects: readonly string[];
  readonly keyFetches: number;
  readonly strays: number;
  readonly isPolluted: boolean;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly sockets: number;
}

const fixture = await startHost();
const exported = { format: "pem", type: "pkcs8" } as const;
send({
  port: fixture.port,
  callingKey: fixture.pair.privateKey.export(exported).toString(),
  otherKey: fixture.otherPair.privateKey.export(exported).toString(),
});
process.on("message", () => send(takeReport()));
process.on("disconnect", () => process.exit());

function send(message: FuzzHostStart | FuzzHostReport): void {
  process.send?.(message);
}

function takeReport(): FuzzHostReport {
  const stored = [...fixture.store.rows.values()];
  const bodies = stored.map(({ body }) => createHash("sha256").update(body).digest("hex"));
  const wrongRows = stored.filter(({ row, body }, index) => row.rowKey !== bodies[index] || row.bodyLength !== body.length).length;
  const defects = fixture.lines.filter((line) => line.includes('"event":"defect"'));
  const { inserts } = fixture.store;
  fixture.store.inserts = 0;
  fixture.store.rows.clear();
  fixture.lines.length = 0;
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    bodies: [...new Set(bodies)],
    wrongRows,
    inserts,
    defects,
    keyFetches: fixture.keyServer.fetches + fixture.otherKeyServer.fetches,
    strays: fixture.keyServer.strays + fixture.otherKeyServer.strays,
    isPolluted: Object.keys(Object.prototype).length > 0,
    rssBytes: rss,
    heapBytes: heapUsed,
    sockets: process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length,
  };
}
