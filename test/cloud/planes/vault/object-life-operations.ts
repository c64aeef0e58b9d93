import type { Operation, Reply } from "../../core/operation.ts";
import { deletedObjectNotFound, forbidden, objectNotFound } from "./object-refusals.ts";
import type { VaultRecovery } from "./object-attributes.ts";
import type { VaultPermission } from "./vault-access.ts";
import type { DeletedObject, ObjectVersion, VaultObjects } from "./vault-objects.ts";
import type { VaultOperationFactory, VaultRequest } from "./vault-operation.ts";

type Json = Record<string, unknown>;

/** How one kind of objects looks on the wire, and what its life is tied to. */
export interface ObjectLife<Version extends ObjectVersion> {
  readonly objects: VaultObjects<Version>;
  /** As lists have it. */
  readonly toItem: (vaultName: string, name: string, version: Version, recovery: VaultRecovery, withVersion: boolean) => Json;
  /** What is answered of one that was deleted: never a value. */
  readonly toDeleted: (vaultName: string, name: string, version: Version, recovery: VaultRecovery) => Json;
  readonly toRecovered: (vaultName: string, name: string, version: Version, recovery: VaultRecovery) => Json;
  readonly permissions: Readonly<Record<"get" | "list" | "delete" | "recover" | "purge", VaultPermission>>;
  /** What shares its life: told after delete, recover and purge. */
  readonly follow?: (vaultName: string, name: string, what: "delete" | "recover" | "purge", retentionDays: number) => void;
  /** Beyond what the store has, for a list with `includePending`. */
  readonly pending?: (vaultName: string, recovery: VaultRecovery) => readonly Json[];
}

/** Objects on a page where the client asks for no other number, and at most. Source: https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets (maxresults), read 2026-11-25. */
const maxResults = 25;

/** What secrets, keys and certificates have in common: list, versions, delete, and the recycle bin. */
export function createObjectLifeOperations<Version extends ObjectVersion>(
  operation: VaultOperationFactory,
  life: ObjectLife<Version>,
): readonly Operation[] {
  const { objects, permissions } = life;
  const { plural, label } = objects;
  const bin = `deleted${plural}`;
  const binName = `deleted${label}s`;

  const toDeletedAnswer = (on: VaultRequest, deleted: DeletedObject<Version>, inner: Json): Json => ({
    recoveryId: `${on.vault.origin}/${bin}/${deleted.name}`,
    deletedDate: deleted.deletedDate,
    scheduledPurgeDate: deleted.scheduledPurgeDate,
    ...inner,
  });
  const answerDeleted = (on: VaultRequest, deleted: DeletedObject<Version>): Reply => {
    const latest = deleted.versions.at(-1);
    const inner = latest === undefined ? {} : life.toDeleted(on.vaultName, deleted.name, latest, on.recovery);
    return { status: 200, json: toDeletedAnswer(on, deleted, inner) };
  };

  return [
    operation(`${plural}.list`, "GET", `/${plural}`, permissions.list, (on) =>
      toPage(on, [
        ...objects.list(on.vaultName).map(({ name, latest }) => life.toItem(on.vaultName, name, latest, on.recovery, false)),
        ...(on.request.query.get("includePending") === "true" ? (life.pending?.(on.vaultName, on.recovery) ?? []) : []),
      ]),
    ),
    operation(`${plural}.versions`, "GET", `/${plural}/{name}/versions`, permissions.list, (on) =>
      toPage(
        on,
        objects.versions(on.vaultName, on.name).map((version) => life.toItem(on.vaultName, on.name, version, on.recovery, true)),
      ),
    ),
    operation(`${plural}.delete`, "DELETE", `/${plural}/{name}`, permissions.delete, (on) => {
      if (objects.find(on.vaultName, on.name)?.managed === true) {
        // ASSUMED: the words; that a certificate's key and secret cannot be deleted apart from it is https://learn.microsoft.com/azure/key-vault/certificates/about-certificates, read 2026-11-25.
        return forbidden("Forbidden", `Operation delete is not allowed on a ${label.toLowerCase()} that belongs to a certificate.`);
      }
      const deleted = objects.delete(on.vaultName, on.name, on.recovery.recoverableDays);
      if (deleted === undefined) throw objectNotFound(label, on.name, undefined);
      life.follow?.(on.vaultName, on.name, "delete", on.recovery.recoverableDays);
      return answerDeleted(on, deleted);
    }),
    operation(`${binName}.list`, "GET", `/${bin}`, permissions.list, (on) =>
      toPage(
        on,
        objects.listDeleted(on.vaultName).flatMap((deleted) => {
          const latest = deleted.versions.at(-1);
          return latest === undefined
            ? []
            : [toDeletedAnswer(on, deleted, life.toItem(on.vaultName, deleted.name, latest, on.recovery, false))];
        }),
      ),
    ),
    operation(`${binName}.get`, "GET", `/${bin}/{name}`, permissions.get, (on) => {
      const deleted = objects.findDeleted(on.vaultName, on.name);
      if (deleted === undefined) throw deletedObjectNotFound(label, on.name);
      return answerDeleted(on, deleted);
    }),
    operation(`${binName}.recover`, "POST", `/${bin}/{name}/recover`, permissions.recover, (on) => {
      const latest = objects.recover(on.vaultName, on.name);
      if (latest === undefined) throw deletedObjectNotFound(label, on.name);
      life.follow?.(on.vaultName, on.name, "recover", on.recovery.recoverableDays);
      return { status: 200, json: life.toRecovered(on.vaultName, on.name, latest, on.recovery) };
    }),
    operation(`${binName}.purge`, "DELETE", `/${bin}/{name}`, permissions.purge, (on) => {
      if (on.recovery.isPurgeProtected) {
        return forbidden(
          "ForbiddenByPolicy",
          `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.`,
        );
      }
      if (!objects.purge(on.vaultName, on.name)) throw deletedObjectNotFound(label, on.name);
      life.follow?.(on.vaultName, on.name, "purge", on.recovery.recoverableDays);
      return { status: 204 };
    }),
  ];
}

/** One page and where the next one is; `$skiptoken` is the number of those before it. */
function toPage({ request, vault }: VaultRequest, all: readonly Json[]): Reply {
  const asked = Number(request.query.get("maxresults") ?? maxResults);
  if (!Number.isInteger(asked) || asked < 1 || asked > maxResults)
    return {
      status: 400,
      json: { error: { code: "BadParameter", message: `maxresults must be a whole number from 1 to ${maxResults}.` } },
    };
  const start = Number(request.query.get("$skiptoken") ?? 0);
  const next = start + asked;
  const query = new URLSearchParams({
    "api-version": request.query.get("api-version") ?? "",
    $skiptoken: String(next),
    maxresults: String(asked),
  });
  if (request.query.get("includePending") !== null) query.set("includePending", request.query.get("includePending") ?? "");
  return {
    status: 200,
    json: { value: all.slice(start, next), nextLink: next < all.length ? `${vault.origin}${request.path}?${query.toString()}` : null },
  };
}
