import type { SecretVersion, VaultSecrets } from "../../vault/vault-secrets.ts";
import type { Json } from "../body-check.ts";
import type { ResourceKind, ResourceType } from "../resource-type.ts";
import { dictionary, flag, structure, text, whole } from "../shape.ts";
import { vaultApiVersions } from "./vault.ts";

/** Seconds since the epoch, up to the year 9999. */
const epochSeconds = whole(0, 253_402_300_799);

/** Secrets through ARM: created and read here, deleted through the data plane only (there is no DELETE). */
export const vaultSecretType: ResourceType = {
  type: "Microsoft.KeyVault/vaults/secrets",
  operation: "arm.vaultSecrets",
  apiVersions: vaultApiVersions,
  methods: ["GET", "PUT", "PATCH", "LIST"],
  scope: "group",
  location: "none",
  name: {
    pattern: /^[a-zA-Z0-9-]{1,127}$/,
    code: "BadRequest",
    message: (name) => `The secret name '${name}' is invalid: 1-127 characters, 0-9, a-z, A-Z and -.`,
  },
  body: structure({
    tags: dictionary(text()),
    location: text({ readOnly: true }),
    properties: structure(
      {
        value: text({ hidden: true }),
        contentType: text(),
        attributes: structure(
          {
            enabled: flag({ initial: true }),
            nbf: epochSeconds,
            exp: epochSeconds,
            created: { ...epochSeconds, readOnly: true },
            updated: { ...epochSeconds, readOnly: true },
          },
          { initial: {} },
        ),
        secretUri: text({ readOnly: true }),
        secretUriWithVersion: text({ readOnly: true }),
      },
      { required: true },
    ),
  }),
  write: { createdStatus: 201, style: "none", durationMs: 0 },
  remove: { status: 200, style: "none", durationMs: 0 },
  source:
    "@azure/arm-keyvault 5.0.0 models (Secret); pulumi-azure.md 2 (created through ARM, deleted through the data plane), read 2026-11-25",
};

/** Secrets through ARM land in the same store as those of the data plane; the value is never answered here. */
export function vaultSecretKind(secrets: VaultSecrets, addSecret: (value: string) => void): ResourceKind {
  return {
    rules: vaultSecretType,
    behaviour: {
      derive: ({ id, body, current }) => {
        const vaultName = id.parentId.split("/").at(-1) ?? "";
        const properties = body["properties"] as {
          value?: string;
          contentType?: string;
          attributes: { enabled: boolean; nbf?: number; exp?: number };
        };
        if (properties.value !== undefined) addSecret(properties.value);
        const before = current === undefined ? undefined : secrets.find(vaultName, id.name);
        const fields = {
          contentType: properties.contentType,
          enabled: properties.attributes.enabled,
          notBefore: properties.attributes.nbf,
          expires: properties.attributes.exp,
          tags: body["tags"] as Record<string, string> | undefined,
        };
        // Without a value the latest version stays and its attributes change (PATCH).
        const version =
          properties.value === undefined && before !== undefined
            ? (secrets.update(vaultName, id.name, before.version, fields) ?? before)
            : secrets.set(vaultName, id.name, { value: properties.value ?? "", ...fields });
        delete properties.value;
        return toArmSecret(secrets, vaultName, id.name, version);
      },
    },
  };
}

/** What ARM answers of a secret: never its value. */
export function toArmSecret(secrets: VaultSecrets, vaultName: string, name: string, version: SecretVersion): Json {
  return {
    ...(version.tags === undefined ? {} : { tags: version.tags }),
    properties: {
      ...(version.contentType === undefined ? {} : { contentType: version.contentType }),
      attributes: {
        enabled: version.enabled,
        ...(version.notBefore === undefined ? {} : { nbf: version.notBefore }),
        ...(version.expires === undefined ? {} : { exp: version.expires }),
        created: version.created,
        updated: version.updated,
      },
      secretUri: secrets.uriOf(vaultName, name),
      secretUriWithVersion: secrets.uriOf(vaultName, name, version.version),
    },
  };
}
