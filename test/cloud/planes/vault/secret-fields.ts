import { Refusal } from "../../core/operation.ts";
import { structure, text } from "../arm/shape.ts";
import { attributesShape, readVaultBody, tagsShape, toObjectFields } from "./vault-body.ts";
import type { SecretFields, SecretVersion } from "./vault-secrets.ts";

/** Largest value of a secret in bytes. Source: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets (25 KB), read 2026-11-25. */
const maxValueBytes = 25_600;

const update = { contentType: text(), attributes: attributesShape, tags: tagsShape };
/** `SecretSetParameters` and `SecretUpdateParameters` of @azure/keyvault-secrets 4.12.0, read 2026-11-25. */
const setShape = structure({ value: text({ required: true }), ...update });
const updateShape = structure(update);

/** What a set says. Refuses unknown members, wrong types, and values over 25 KB. */
export function readSetSecret(body: unknown): SecretFields {
  const checked = readVaultBody(setShape, body);
  const value = checked["value"] as string;
  if (Buffer.byteLength(value) > maxValueBytes) throw new Refusal(400, "BadParameter", "Secret value is too long: 25 KB at most.");
  return { value, contentType: checked["contentType"] as string | undefined, ...toObjectFields(checked, undefined) };
}

/** What an update says beside the value; what it does not say stays. */
export function readUpdateSecret(body: unknown, before: SecretVersion): Omit<SecretFields, "value"> {
  const checked = readVaultBody(updateShape, body);
  return { contentType: (checked["contentType"] as string | undefined) ?? before.contentType, ...toObjectFields(checked, before) };
}
