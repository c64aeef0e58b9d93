import type { CloudContext } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Operation, Plane, PlaneRequest, Reply } from "../../core/operation.ts";
import type { VaultRecovery } from "./secret-bundle.ts";
import { toDeletedBundle, toSecretBundle, toSecretItem } from "./secret-bundle.ts";
import { toSecretFields } from "./secret-fields.ts";
import { forbidden, refuseSecretAccess } from "./vault-access.ts";
import type { SecretPermission } from "./vault-access.ts";
import type { OpenVault, SecretVersion, VaultSecrets } from "./vault-secrets.ts";

/** What the official client sends (4.12 and its predecessors). Source: @azure/keyvault-secrets 4.12.0 models KnownVersions, read 2026-11-25. */
const apiVersions = ["7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01", "2026-04-01"] as const;
const source = "https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups; @azure/keyvault-secrets 4.12.0, read 2026-11-25";

const get: SecretPermission = { dataAction: "getSecret/action", policy: "get" };
const list: SecretPermission = { dataAction: "readMetadata/action", policy: "list" };
const set: SecretPermission = { dataAction: "setSecret/action", policy: "set" };
const update: SecretPermission = { dataAction: "update/action", policy: "set" };
const remove: SecretPermission = { dataAction: "delete", policy: "delete" };
const recover: SecretPermission = { dataAction: "recover/action", policy: "recover" };
const purge: SecretPermission = { dataAction: "purge/action", policy: "purge" };

interface SecretRequest {
  readonly request: PlaneRequest;
  readonly vault: OpenVault;
  readonly vaultName: string;
  readonly name: string;
  readonly recovery: VaultRecovery;
}

/** Key Vault's secrets, one origin a vault: set, get, versions, list, update, delete, recover, purge. */
export function createVaultPlane(context: CloudContext, secrets: VaultSecrets): Plane {
  const operation = (
    name: string,
    method: Operation["method"],
    path: string,
    permission: SecretPermission,
    run: (on: SecretRequest) => Reply,
  ): Operation => ({
    name: `vault.${name}`,
    plane: "vault",
    method,
    path,
    apiVersions,
    audience: "vault",
    source,
    handle: (request) => {
      const vault = secrets.at(request.origin);
      if (vault === undefined) throw new Refusal(404, "VaultNotFound", "The vault does not exist.");
      const secretName = request.params["name"];
      const refusal = refuseSecretAccess(context, vault, request, secretName, permission);
      if (refusal !== undefined) return refusal;
      const properties = context.resources.get(vault.resourceId)?.properties ?? {};
      const recovery = {
        recoverableDays: Number(properties["softDeleteRetentionInDays"] ?? 90),
        isPurgeProtected: properties["enablePurgeProtection"] === true,
      };
      return run({ request, vault, vaultName: vault.vaultName, name: secretName ?? "", recovery });
    },
  });

  const found = ({ vaultName, name, request }: SecretRequest): SecretVersion => {
    const secret = secrets.find(vaultName, name, request.params["version"]);
    if (secret === undefined) throw notFound(request.params["version"] === undefined ? name : `${name}/${request.params["version"]}`);
    return secret;
  };

  const getSecret = (on: SecretRequest): Reply => {
    const secret = found(on);
    if (!secret.enabled) return forbidden("SecretDisabled", "Operation get is not allowed on a disabled secret.");
    return { status: 200, json: toSecretBundle(secrets, on.vaultName, on.name, secret, on.recovery) };
  };

  const updateSecret = (on: SecretRequest): Reply => {
    const before = found(on);
    const fields = toSecretFields(on.request.json(), before);
    const after = secrets.update(on.vaultName, on.name, before.version, fields) ?? before;
    return { status: 200, json: toSecretItem(secrets, on.vaultName, on.name, after, on.recovery, true) };
  };

  const operations: readonly Operation[] = [
    operation("secrets.list", "GET", "/secrets", list, ({ vaultName, recovery }) => ({
      status: 200,
      json: {
        value: secrets.list(vaultName).map(({ name, latest }) => toSecretItem(secrets, vaultName, name, latest, recovery, false)),
        nextLink: null,
      },
    })),
    operation("secrets.versions", "GET", "/secrets/{name}/versions", list, ({ vaultName, name, recovery }) => ({
      status: 200,
      json: {
        value: secrets.versions(vaultName, name).map((version) => toSecretItem(secrets, vaultName, name, version, recovery, true)),
        nextLink: null,
      },
    })),
    operation("secrets.get", "GET", "/secrets/{name}", get, getSecret),
    operation("secrets.getVersion", "GET", "/secrets/{name}/{version}", get, getSecret),
    operation("secrets.set", "PUT", "/secrets/{name}", set, ({ request, vaultName, name, recovery }) => {
      if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) {
        throw new Refusal(400, "BadParameter", `The request URI contains an invalid name: ${name}`);
      }
      const { value } = request.json() as { value?: unknown };
      if (typeof value !== "string") throw new Refusal(400, "BadParameter", "Value is a required field.");
      context.transcript.addSecret(value);
      const version = secrets.set(vaultName, name, { value, ...toSecretFields(request.json(), undefined) });
      return { status: 200, json: toSecretBundle(secrets, vaultName, name, version, recovery) };
    }),
    operation("secrets.update", "PATCH", "/secrets/{name}/{version}", update, updateSecret),
    operation("secrets.updateLatest", "PATCH", "/secrets/{name}", update, updateSecret),
    operation("secrets.delete", "DELETE", "/secrets/{name}", remove, ({ vault, vaultName, name, recovery }) => {
      const deleted = secrets.delete(vaultName, name, recovery.recoverableDays);
      if (deleted === undefined) throw notFound(name);
      return { status: 200, json: toDeletedBundle(secrets, vaultName, vault.origin, deleted, recovery, true) };
    }),
    operation("deletedSecrets.list", "GET", "/deletedsecrets", list, ({ vault, vaultName, recovery }) => ({
      status: 200,
      json: {
        value: secrets.listDeleted(vaultName).map((deleted) => toDeletedBundle(secrets, vaultName, vault.origin, deleted, recovery, false)),
        nextLink: null,
      },
    })),
    operation("deletedSecrets.get", "GET", "/deletedsecrets/{name}", list, ({ vault, vaultName, name, recovery }) => {
      const deleted = secrets.findDeleted(vaultName, name);
      if (deleted === undefined) throw deletedNotFound(name);
      return { status: 200, json: toDeletedBundle(secrets, vaultName, vault.origin, deleted, recovery, true) };
    }),
    operation("deletedSecrets.recover", "POST", "/deletedsecrets/{name}/recover", recover, ({ vaultName, name, recovery }) => {
      const secret = secrets.recover(vaultName, name);
      if (secret === undefined) throw deletedNotFound(name);
      return { status: 200, json: toSecretItem(secrets, vaultName, name, secret, recovery, true) };
    }),
    operation("deletedSecrets.purge", "DELETE", "/deletedsecrets/{name}", purge, ({ vaultName, name, recovery }) => {
      if (recovery.isPurgeProtected) {
        return forbidden(
          "ForbiddenByPolicy",
          `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.`,
        );
      }
      if (!secrets.purge(vaultName, name)) throw deletedNotFound(name);
      return { status: 204 };
    }),
  ];
  return { name: "vault", operations };
}

function notFound(name: string): Refusal {
  return new Refusal(
    404,
    "SecretNotFound",
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );
}

function deletedNotFound(name: string): Refusal {
  return new Refusal(404, "SecretNotFound", `Deleted Secret not found: ${name}`);
}
