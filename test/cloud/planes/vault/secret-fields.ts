import { Refusal } from "../../core/operation.ts";
import type { SecretFields, SecretVersion } from "./vault-secrets.ts";

/** Largest value of a secret in bytes. Source: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets (25 KB), read 2026-11-25. */
const maxValueBytes = 25_600;

const members = ["value", "contentType", "attributes", "tags"];
const attributeMembers = ["enabled", "nbf", "exp", "created", "updated", "recoveryLevel", "recoverableDays"];

/** What a set or update body says beside the value; what an update does not say stays. Refuses unknown members and wrong types. */
export function toSecretFields(body: unknown, before: SecretVersion | undefined): Omit<SecretFields, "value"> {
  const { value, contentType, attributes = {}, tags } = checkMembers(body, members);
  if (typeof value === "string" && Buffer.byteLength(value) > maxValueBytes) throw bad("Secret value is too long: 25 KB at most.");
  const { enabled, nbf, exp } = checkMembers(attributes, attributeMembers);
  if (contentType !== undefined && typeof contentType !== "string") throw bad("Property contentType is not a string.");
  if (enabled !== undefined && typeof enabled !== "boolean") throw bad("Property enabled is not a boolean.");
  return {
    contentType: contentType ?? before?.contentType,
    enabled: enabled ?? before?.enabled ?? true,
    notBefore: toSeconds("nbf", nbf) ?? before?.notBefore,
    expires: toSeconds("exp", exp) ?? before?.expires,
    tags: toTags(tags) ?? before?.tags,
  };
}

function checkMembers(body: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw bad("The request body is not an object.");
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) throw bad(`Property has invalid value or is unknown: ${unknown}`);
  return Object.fromEntries(Object.entries(body).filter(([, member]) => member !== null));
}

function toSeconds(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw bad(`Property ${name} is not a number of seconds.`);
  return value;
}

function toTags(tags: unknown): Record<string, string> | undefined {
  if (tags === undefined) return undefined;
  const entries = Object.entries(checkMembers(tags, Object.keys(tags as object)));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value !== "string") throw bad(`Tag ${name} is not a string.`);
      return [name, value];
    }),
  );
}

function bad(message: string): Refusal {
  return new Refusal(400, "BadParameter", message);
}
