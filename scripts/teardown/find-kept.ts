import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { parseJson, toObject } from "../lib/wire-error.ts";
import type { InventoryItem } from "./stack-inventory.ts";

/** Days that Entra keeps a deleted application or service principal. Source: https://learn.microsoft.com/graph/api/resources/directory, read 2026-11-25. */
const recycleBinDays = 30;
/** Days that a deleted Log Analytics workspace can be recovered. Source: https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace, read 2026-11-25. */
const workspaceDays = 14;
const dayMs = 86_400_000;
/** Reads and purges deleted vaults. Source: @pulumi/azure-native 3.28.0 (keyvault), read 2026-11-25. */
export const deletedVaultApiVersion = "2024-11-01";

/** What Microsoft keeps of something that is gone. */
export interface Kept {
  readonly kind: string;
  readonly name: string;
  readonly cloudId: string;
  /** When Microsoft removes it for good, RFC 3339; null where it does not say. */
  readonly until: string | null;
  /** Whether it could be read at all; where not, nobody knows whether it is kept. */
  readonly isRead: boolean;
  /** Whether `--purge` can remove it now. */
  readonly isPurgeable: boolean;
  /** Why, and what it means. */
  readonly why: string;
}

/** Looks into the recycle bins. What could not be read is in the list too, with `isRead` false. @throws TransportFailure */
export async function findKept(
  cloud: DeployerCloud,
  items: readonly InventoryItem[],
  subscriptionId: string,
  now: Date,
): Promise<readonly Kept[]> {
  const found = await Promise.all(
    items.map(async (item) => {
      if (item.kind === "application" || item.kind === "service principal") return findInRecycleBin(cloud, item);
      if (item.kind === "vault") return findDeletedVault(cloud, item, subscriptionId);
      return item.kind === "log workspace" ? toKeptWorkspace(item, now) : undefined;
    }),
  );
  return found.filter((kept) => kept !== undefined);
}

/** It may be kept, and nobody could look: not a proof that it is gone. */
function toUnread(item: Pick<Kept, "kind" | "name" | "cloudId">, why: string): Kept {
  return { ...item, until: null, isRead: false, isPurgeable: false, why };
}

async function findInRecycleBin(cloud: DeployerCloud, { kind, name, cloudId }: InventoryItem): Promise<Kept | undefined> {
  const answer = await cloud.ask({ to: "graph", method: "GET", path: `/v1.0/directory/deletedItems/${cloudId}` });
  if (answer.status === 404) return undefined;
  const deletedAt = Date.parse(String(toObject(parseJson(answer.text))["deletedDateTime"]));
  if (answer.status !== 200 || Number.isNaN(deletedAt)) {
    return toUnread({ kind, name, cloudId }, `the recycle bin could not be read (HTTP ${answer.status})`);
  }
  const until = new Date(deletedAt + recycleBinDays * dayMs).toISOString();
  return { kind, name, cloudId, until, isRead: true, isPurgeable: true, why: "Entra's recycle bin; it can be restored until then" };
}

/** Location of a deleted vault as it was; the name stays taken until it is purged. */
async function findDeletedVault(
  cloud: DeployerCloud,
  { kind, name, location = "" }: InventoryItem,
  subscriptionId: string,
): Promise<Kept | undefined> {
  const cloudId = `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`;
  const answer = await cloud.ask({ to: "arm", method: "GET", path: `${cloudId}?api-version=${deletedVaultApiVersion}` });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) {
    return toUnread({ kind, name, cloudId }, `deleted vaults could not be read (HTTP ${answer.status})`);
  }
  const properties = toObject(toObject(parseJson(answer.text))["properties"]);
  const until = Date.parse(String(properties["scheduledPurgeDate"]));
  const isProtected = properties["purgeProtectionEnabled"] === true;
  return {
    kind,
    name,
    cloudId,
    until: Number.isNaN(until) ? null : new Date(until).toISOString(),
    isRead: true,
    isPurgeable: !isProtected,
    why: isProtected
      ? "soft-deleted, with purge protection: nobody can remove it before then"
      : "soft-deleted; its name stays taken until then",
  };
}

/** Not read back: said by the documentation. */
function toKeptWorkspace({ kind, name, cloudId }: InventoryItem, now: Date): Kept {
  const until = new Date(now.getTime() + workspaceDays * dayMs).toISOString();
  const why = "logs of a deleted workspace can be recovered until then (by documentation, not read back)";
  return { kind, name, cloudId, until, isRead: true, isPurgeable: false, why };
}
