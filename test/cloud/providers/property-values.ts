/**
 * Property values as they travel between engine and provider: plain JSON, but for two sentinels, one for a value that a
 * preview cannot know and one for a secret.
 * Source: pulumi/pulumi sdk/go/common/resource/properties.go, facts/cloud-wire.md 4.1, read 2026-11-25.
 */
export type PropertyMap = Readonly<Record<string, unknown>>;

/** Stands for a value that only an update will know. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Wraps a value so that the engine encrypts it in the state. */
export function toSecret(value: unknown): PropertyMap {
  return { [signatureKey]: secretSignature, value };
}

function isSecret(value: unknown): value is PropertyMap {
  return isPropertyMap(value) && value[signatureKey] === secretSignature;
}

export function isPropertyMap(value: unknown): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same value with every secret, however deep, replaced by what it holds. */
function withoutSecrets(value: unknown): unknown {
  if (isSecret(value)) return withoutSecrets(value["value"]);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (isPropertyMap(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutSecrets(member)]));
  return value;
}

/** {@link withoutSecrets} of a whole property map. */
export function toPlain(properties: PropertyMap): Record<string, unknown> {
  return withoutSecrets(properties) as Record<string, unknown>;
}

export function containsUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isPropertyMap(value) && Object.values(value).some(containsUnknown);
}

/**
 * `values` with a secret wherever `pattern` has one at the same place: an output that repeats a secret input stays
 * secret. A list with a secret inside becomes secret as a whole, because its order may differ.
 */
export function withSecretsOf(values: unknown, pattern: unknown): unknown {
  if (isSecret(pattern)) return isSecret(values) ? values : toSecret(values);
  if (Array.isArray(pattern)) return containsSecret(pattern) ? toSecret(values) : values;
  if (!isPropertyMap(pattern) || !isPropertyMap(values) || isSecret(values)) return values;
  return Object.fromEntries(Object.entries(values).map(([key, member]) => [key, withSecretsOf(member, pattern[key])]));
}

/** True when both hold the same, whatever the order of an object's members; a member that is undefined is no member. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((member, index) => isSameValue(member, right[index]));
  }
  if (!isPropertyMap(left) || !isPropertyMap(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSameValue(left[key], right[key]));
}

/** The map without members that are undefined: what JSON would send. */
export function definedOnly(properties: PropertyMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function containsSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(containsSecret);
  return isPropertyMap(value) && Object.values(value).some(containsSecret);
}
