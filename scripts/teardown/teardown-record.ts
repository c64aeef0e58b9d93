import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { parseJson } from "../lib/wire-error.ts";
import type { InventoryItem } from "./stack-inventory.ts";

/**
 * What a teardown under way has to prove in the end. Written before the first deletion and removed with the proof: the
 * engine forgets what it has deleted, and a run that was cut short would have nothing left to ask for.
 */
export interface TeardownRecord {
  readonly items: readonly InventoryItem[];
  readonly principalObjectId: string | undefined;
  /** Ids of other principals' grants on Microsoft Graph before the first deletion; undefined where nobody could look. */
  readonly otherGrants: readonly string[] | undefined;
  /** Who is at it. */
  readonly host: string;
  readonly processId: number;
}

/**
 * One file a stack and subscription: of another environment under the same name, this one's tenant would know nothing, and
 * that would look like a proof. Ids only: no secret is in it.
 */
export function toRecordFile(directory: string, stackName: string, subscriptionId: string): string {
  return join(directory, `teardown-${stackName.replaceAll("/", "-")}-${subscriptionId}.json`);
}

/** What an earlier run left; undefined where there is nothing to go on with. */
export function readRecord(file: string): TeardownRecord | undefined {
  try {
    return parseJson(readFileSync(file, "utf8")) as TeardownRecord | undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** As a whole or not at all: it may be the only place that names what a run before has deleted. */
export function writeRecord(file: string, record: Omit<TeardownRecord, "host" | "processId">): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.part`;
  writeFileSync(draft, JSON.stringify({ ...record, host: hostname(), processId: process.pid }), { mode: 0o600 });
  renameSync(draft, file);
}

export function removeRecord(file: string): void {
  rmSync(file, { force: true });
}

/** Together, each thing once. */
export function mergeItems(left: readonly InventoryItem[], right: readonly InventoryItem[]): readonly InventoryItem[] {
  return [...new Map([...left, ...right].map((item) => [`${item.kind} ${item.cloudId.toLowerCase()}`, item])).values()];
}
