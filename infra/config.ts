import * as pulumi from "@pulumi/pulumi";
import { loadCloud } from "./contract/cloud.ts";
import { DialtoneError } from "./contract/dialtone-error.ts";
import { type ImageChoice, type Settings, type SettingsKey, settingsSchema } from "./lib/settings.ts";

/** Name of the Pulumi project, and so the namespace of its configuration. */
const project = "dialtone";

/** Keys that are text as they stand; all the others are YAML values, which Pulumi hands over as JSON. */
const textKeys: ReadonlySet<string> = new Set([
  "cloud",
  "tenantId",
  "subscriptionId",
  "location",
  "displayName",
  "consent",
  "imageSource",
  "image",
]);

/** What to type for each key, without the stack; shown under a problem with it. Brackets are quoted: zsh expands them. */
const fixes: Record<SettingsKey, string> = {
  cloud: "pulumi config set cloud public",
  tenantId: "pulumi config set tenantId $(az account show --query tenantId -o tsv)",
  subscriptionId: "pulumi config set subscriptionId $(az account show --query id -o tsv)",
  location: "pulumi config set location swedencentral",
  displayName: 'pulumi config set displayName "Dialtone dev"',
  callees: 'pulumi config set --path "callees[0]" $(az ad user show --id NAME@DOMAIN --query id -o tsv)',
  operators: 'pulumi config set --path "operators[0].objectId" OBJECT-ID; pulumi config set --path "operators[0].principalType" User',
  consent: "pulumi config set consent grant",
  credential: "see credential in Pulumi.dev.yaml, or leave it out for one secret that lives 90 days",
  calling: "pulumi config set --path calling.callsPerDay 5; see calling in Pulumi.dev.yaml",
  waits: "pulumi config set --path waits.consent 10m; see waits in Pulumi.dev.yaml",
  owners: 'pulumi config set --path "owners[0]" OBJECT-ID, or leave it out',
  imageSource: "pulumi config rm imageSource, to build from the sources of this checkout",
  image: "pulumi config rm image, to build from the sources of this checkout",
  protect: "pulumi config set protect true",
  verifyAfterUp: "pulumi config set verifyAfterUp true",
  purgeProtection: "pulumi config set purgeProtection true",
  logRetentionDays: "pulumi config set logRetentionDays 30",
  replicas: "pulumi config set --path replicas.min 1; pulumi config set --path replicas.max 2",
  tags: "pulumi config set --type string --path tags.NAME VALUE",
};

/** Longest number that a message shows, in characters: YAML reads `+4712345678` as a number, and no key takes one above 730. */
const maxShownDigits = 5;

interface Problem {
  readonly where: string;
  readonly saw: string;
  readonly expected: string;
  readonly fix: string;
}

/**
 * The stack's configuration, checked, or every problem with it at once. A value that is wrong is described, never
 * shown: it may be a secret or a phone number in the wrong place.
 * @throws DialtoneError DT_CONFIG_INVALID when a key is missing, unknown or malformed; DT_CONFIG_CLOUD for the cloud
 */
export function loadSettings(now: Date = new Date()): Settings {
  const { values, problems } = readValues(new pulumi.Config(project));
  const parsed = settingsSchema.safeParse(values);
  const seen = new Set(problems.map(({ where }) => where));
  for (const issue of parsed.error?.issues ?? []) {
    const problem = toProblem(issue.path, issue.message, values);
    if (!seen.has(problem.where)) problems.push(problem);
  }
  problems.push(...conflicts(values), ...(parsed.success ? endedCredential(parsed.data, now) : []));
  if (!parsed.success || problems.length > 0) throw invalid(problems);
  const { cloud, image, imageSource, ...settings } = parsed.data;
  loadCloud(cloud, {}); // in a rehearsal too, which has one cloud for all names: `pulumi up` would refuse this one
  return { ...settings, cloud: loadCloud(cloud), stack: pulumi.getStack(), image: toImageChoice(image, imageSource) };
}

function readValues(config: pulumi.Config): { values: Record<string, unknown>; problems: Problem[] } {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const fullKey of Object.keys(pulumi.runtime.allConfig())) {
    const key = fullKey.startsWith(`${project}:`) ? fullKey.slice(project.length + 1) : undefined;
    if (key === undefined) continue;
    const text = config.get(key);
    if (!Object.hasOwn(fixes, key)) {
      problems.push({
        where: fullKey,
        saw: "a key that Dialtone does not know",
        expected: Object.keys(fixes).join(", "),
        fix: `pulumi config rm ${key}`,
      });
    } else if (text !== undefined) {
      values[key] = textKeys.has(key) ? text : parseJson(text);
    }
  }
  return { values, problems };
}

/** The YAML value behind Pulumi's JSON; text that is no JSON stays text, and the schema says what was expected. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toProblem(path: readonly PropertyKey[], expected: string, values: Record<string, unknown>): Problem {
  const saw = describe(path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], values));
  const where = `${project}:${path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`)).join("")}`;
  return { where, saw, expected, fix: fixes[path[0] as SettingsKey] };
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "number" && String(value).length > maxShownDigits) return `a number of ${String(value).length} characters`;
  return typeof value === "object" ? `a map of ${Object.keys(value).join(", ") || "nothing"}` : `${typeof value} ${JSON.stringify(value)}`;
}

function conflicts(values: Record<string, unknown>): Problem[] {
  if (values["image"] === undefined || values["imageSource"] === undefined) return [];
  return [
    {
      where: `${project}:image`,
      saw: "both image and imageSource",
      expected: "one way to an image",
      fix: "pulumi config rm image, or imageSource",
    },
  ];
}

/** The generation in use must not be over: a second `up` would hand out a credential that nobody can use. */
function endedCredential({ credential }: Pick<Settings, "credential">, now: Date): Problem[] {
  const inUse = credential.generations.at(-1);
  if (inUse === undefined || !("ends" in inUse) || Date.parse(inUse.ends) > now.getTime()) return [];
  const where = `${project}:credential.generations[${credential.generations.length - 1}].ends`;
  return [
    {
      where,
      saw: inUse.ends,
      expected: "a date in the future: the last generation is the one in use",
      fix: "add a generation below it, then remove it",
    },
  ];
}

function toImageChoice(image: string | undefined, imageSource: string | undefined): ImageChoice {
  if (image !== undefined) return { kind: "prebuilt", image };
  return imageSource === undefined ? { kind: "archive" } : { kind: "git", sourceLocation: imageSource };
}

function invalid(problems: readonly Problem[]): DialtoneError {
  const each = (part: (problem: Problem) => string) =>
    problems.map((problem) => `${problem.where}: ${part(problem)}`).join("\n            ");
  const stack = pulumi.getStack();
  return new DialtoneError({
    code: "DT_CONFIG_INVALID",
    what: `the configuration of stack ${stack} has ${problems.length === 1 ? "one problem" : `${problems.length} problems`}`,
    saw: each(({ saw }) => saw),
    expected: each(({ expected }) => expected),
    fix: `${each(({ fix }) => fix.replaceAll("pulumi config ", `pulumi config --stack ${stack} `))}\n            or edit Pulumi.${stack}.yaml`,
  });
}
