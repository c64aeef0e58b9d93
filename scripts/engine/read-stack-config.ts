import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/** Name of the Pulumi project; the namespace of its keys. */
const projectPrefix = "dialtone:";

/** A stack's configuration as values. Keys of our own project stand without its name, others with theirs. */
export interface StackConfig {
  readonly values: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/**
 * Reads `Pulumi.<stack>.yaml` of the directory, the way the CLI would, for a run that has no access to the stack's
 * secrets: an encrypted value, or one that comes from a Pulumi ESC environment, is refused by key.
 * @throws DialtoneError DT_USAGE_STACK when there is no such stack, DT_CONFIG_SECRET, DT_CONFIG_INVALID
 */
export function readStackConfig(stackName: string, directory: string): StackConfig {
  const file = join(directory, `Pulumi.${stackName}.yaml`);
  if (!/^[\w.-]+$/.test(stackName) || !existsSync(file)) throw unknownStack(stackName, directory);
  return { values: readStackConfigFile(file, stackName), file };
}

/** {@link readStackConfig} of a file that is somewhere else. */
export function readStackConfigFile(file: string, stackName: string): Record<string, unknown> {
  const document = parseFile(file);
  const config = (document["config"] ?? {}) as Record<string, unknown>;
  const problems = [
    ...(document["environment"] === undefined ? [] : [describeEnvironment(document["environment"])]),
    ...Object.entries(config).flatMap(([key, value]) => findEncrypted(value, key)),
  ];
  if (problems.length > 0) throw encrypted(problems, stackName);
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.startsWith(projectPrefix) ? key.slice(projectPrefix.length) : key, value]),
  );
}

/** The environments by name. Values that stand in the file itself may be secret: they are never shown. */
function describeEnvironment(environment: unknown): string {
  const isNames = Array.isArray(environment) && environment.every((name) => typeof name === "string");
  return isNames ? `environment: ${environment.join(", ")}` : "environment: values of its own";
}

/** What Pulumi hands a program: text for every key, JSON for what is not text. */
export function toPulumiConfig(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]) => [
    key.includes(":") ? key : `${projectPrefix}${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function parseFile(file: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = parse(readFileSync(file, "utf8")) ?? {};
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "unreadable text", "a YAML document", cause);
  }
  if (!isMapping(document)) throw unreadable(file, `${describe(document)} at the top`, "a mapping with the key config at the top");
  const { config = {} } = document;
  if (config !== null && !isMapping(config))
    throw unreadable(file, `${describe(config)} under config`, "a mapping of keys like dialtone:location");
  return document;
}

function unreadable(file: string, saw: string, expected: string, cause?: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_CONFIG_INVALID",
    what: `${file} cannot be read as a stack's configuration`,
    saw,
    expected,
    fix: "compare it with Pulumi.dev.yaml",
    cause,
  });
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What it is, without what is in it: values may be secret. */
function describe(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : `a single value (${typeof value})`;
}

function findEncrypted(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Object.keys(value).length === 1 && Object.hasOwn(value, "secure")) return [path];
  return Object.entries(value).flatMap(([key, member]) => findEncrypted(member, `${path}.${key}`));
}

function encrypted(keys: readonly string[], stackName: string): DialtoneError {
  return new DialtoneError({
    code: "DT_CONFIG_SECRET",
    what: `stack ${stackName} has values that a rehearsal cannot read`,
    saw: keys.join("; "),
    expected: "plain values: a rehearsal never decrypts, and never opens an environment",
    fix: "Dialtone has no secret in its configuration: pulumi config set KEY VALUE without --secret, and no environment:; or rehearse another stack (--stack dev)",
  });
}

function unknownStack(stackName: string, directory: string): DialtoneError {
  const stacks = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  return new DialtoneError({
    code: "DT_USAGE_STACK",
    what: `there is no configuration for stack "${stackName}"`,
    saw: `no Pulumi.${stackName}.yaml`,
    expected: `one of: ${stacks.sort().join(", ")}`,
    fix: "npm run rehearse -- --stack dev",
  });
}
