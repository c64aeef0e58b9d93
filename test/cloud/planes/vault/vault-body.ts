import { Refusal } from "../../core/operation.ts";
import { checkBody, type Json } from "../arm/body-check.ts";
import { dictionary, flag, type StructureShape, structure, text, whole } from "../arm/shape.ts";

/** Seconds since the epoch, up to the year 9999. */
const epochSeconds = whole(0, 253_402_300_799);

/** Names of objects in a vault. Source: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning, read 2026-11-25. */
const objectName = /^[0-9a-zA-Z-]{1,127}$/;

/** `attributes` of a request: the service sets the rest, and refuses it. ASSUMED: that it does not ignore them. */
export const attributesShape = structure({
  enabled: flag(),
  nbf: epochSeconds,
  exp: epochSeconds,
  created: { ...epochSeconds, readOnly: true },
  updated: { ...epochSeconds, readOnly: true },
  recoverableDays: { ...whole(0, 90), readOnly: true },
  recoveryLevel: text({ readOnly: true }),
});

export const tagsShape = dictionary(text());

/** What a request says of an object's life. What it does not say stays as it was. */
export interface ObjectFields {
  readonly enabled: boolean;
  readonly notBefore: number | undefined;
  readonly expires: number | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** The body as its shape has it; Key Vault's own refusal otherwise (BadParameter, text ASSUMED). */
export function readVaultBody(shape: StructureShape, body: unknown): Json {
  try {
    return checkBody(shape, body, undefined);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(400, "BadParameter", error.message) : error;
  }
}

/** `attributes` and `tags` of a checked body, over what was there before. */
export function toObjectFields(body: Json, before: ObjectFields | undefined): ObjectFields {
  const { enabled, nbf, exp } = (body["attributes"] ?? {}) as { enabled?: boolean; nbf?: number; exp?: number };
  return {
    enabled: enabled ?? before?.enabled ?? true,
    notBefore: nbf ?? before?.notBefore,
    expires: exp ?? before?.expires,
    tags: (body["tags"] as Record<string, string> | undefined) ?? before?.tags,
  };
}

export function requireObjectName(name: string): void {
  if (!objectName.test(name)) throw new Refusal(400, "BadParameter", `The request URI contains an invalid name: ${name}`);
}
