import type { FlagDefinition, FlagValues } from "../lib/flag-values.ts";
import { pipelineKinds } from "./blueprint.ts";
import { parsePipelineFlags, type PipelineFlags } from "./pipeline-flags.ts";

export interface BootstrapFlags {
  readonly stackName: string;
  readonly cloudName: string | undefined;
  readonly tenantId: string | undefined;
  readonly subscriptionId: string | undefined;
  readonly location: string | undefined;
  readonly displayName: string | undefined;
  readonly callees: readonly string[];
  readonly operators: readonly string[];
  readonly consent: string | undefined;
  readonly credential: string | undefined;
  readonly credentialLife: string | undefined;
  readonly backend: string | undefined;
  readonly secretsProvider: string | undefined;
  readonly pipeline: PipelineFlags | undefined;
  readonly directory: string | undefined;
  readonly isAgreed: boolean;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

export const bootstrapOptions = {
  stack: { type: "string", placeholder: "NAME", summary: "the environment to make: prod, test, dev …" },
  location: { type: "string", placeholder: "REGION", summary: "Azure region by its short name, such as swedencentral" },
  callee: {
    type: "string",
    placeholder: "USER",
    multiple: true,
    summary: "who may be called: NAME@DOMAIN or object id; the first by default",
  },
  subscription: { type: "string", placeholder: "ID", summary: "Azure subscription (default: the only one that the sign-in sees)" },
  tenant: { type: "string", placeholder: "ID", summary: "Entra tenant (default: the sign-in's)" },
  "display-name": { type: "string", placeholder: "TEXT", summary: "name of application and bot (default: Dialtone NAME)" },
  operator: {
    type: "string",
    placeholder: "OBJECT-ID",
    multiple: true,
    summary: "who may verify: user, group or service principal (default: whoever is signed in)",
  },
  consent: { type: "string", placeholder: "grant|manual", summary: "who consents (default: grant; with --ci: manual)" },
  credential: { type: "string", placeholder: "secret|certificate", summary: "how the app proves itself (default: secret)" },
  "credential-life": { type: "string", placeholder: "LIFE", summary: "how long each lives, such as 30d (default: 90d, the most)" },
  cloud: { type: "string", placeholder: "NAME", summary: "public, usgov or usgov-dod (default: public)" },
  backend: {
    type: "string",
    placeholder: "azure|current|URL",
    summary: "where state is kept; azure: made here (default: where pulumi is logged in to, else azure)",
  },
  "secrets-provider": {
    type: "string",
    placeholder: "URL",
    summary: "who encrypts the state, for a backend of yours (default: Pulumi Cloud's own, else passphrase)",
  },
  ci: { type: "string", placeholder: pipelineKinds.join("|"), summary: "also trust a pipeline without a secret, and write its file" },
  repository: { type: "string", placeholder: "PATH", summary: "with --ci: OWNER/NAME, ORGANISATION/PROJECT/REPOSITORY or GROUP/PROJECT" },
  "ci-environment": {
    type: "string",
    placeholder: "NAME",
    summary: "with --ci: the environment or service connection that deploys (default: NAME)",
  },
  "ci-issuer": {
    type: "string",
    placeholder: "URL",
    summary: "with --ci: who issues its tokens (needed for azure-devops and hosts of your own)",
  },
  "ci-subject": { type: "string", placeholder: "TEXT", summary: "with --ci azure-devops: subject of the service connection that deploys" },
  "ci-preview-subject": {
    type: "string",
    placeholder: "TEXT",
    summary: "with --ci azure-devops: subject of the service connection that previews",
  },
  directory: { type: "string", placeholder: "DIR", summary: "where Pulumi.yaml is and files are written (default: this checkout)" },
  "dry-run": { type: "boolean", summary: "check everything, print the plan, change nothing" },
  yes: { type: "boolean", summary: "ask nothing; what is missing is an error" },
  json: { type: "boolean", summary: "print checks and plan as one JSON document on stdout, and only that" },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * As Pulumi has it, and no mark in front: a name that starts with a hyphen is a flag to every command that is told it.
 * Source: pulumi sdk/go/common/tokens (names of stacks), read 2026-11-25.
 */
const stackNamePattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
/** Longest `displayName` of an application. Source: https://learn.microsoft.com/graph/api/resources/application, read 2026-11-25. */
const maxDisplayNameLength = 256;

/** Reads the flags; says every problem with them. */
export function parseBootstrapFlags(values: FlagValues, problems: string[]): BootstrapFlags {
  const stackName = values.string("stack");
  if (stackName === undefined) problems.push("--stack NAME is needed");
  else if (!stackNamePattern.test(stackName))
    problems.push(`--stack ${stackName}: letters, digits, hyphens, dots and underscores only, 100 at most, a letter or digit first`);
  for (const name of ["tenant", "subscription"]) {
    const value = values.string(name);
    if (value !== undefined && !guid.test(value)) problems.push(`--${name} wants an id in the form 0f4c2a7e-5b1d-4c3e-9a86-d7e0b1c2f3a4`);
  }
  for (const value of values.strings("operator"))
    if (!guid.test(value)) problems.push("--operator wants an object id: az ad user show --id NAME@DOMAIN --query id");
  if (values.strings("callee").some((value) => !guid.test(value) && !/^[^\s@]+@[^\s@]+$/.test(value)))
    problems.push("--callee wants NAME@DOMAIN or an object id");
  const displayName = values.string("display-name");
  if (displayName !== undefined && (displayName.trim() === "" || displayName.length > maxDisplayNameLength || /\p{Cc}/u.test(displayName)))
    problems.push(`--display-name wants a name that people will see, one line of ${maxDisplayNameLength} characters at most`);
  for (const name of ["backend", "secrets-provider"]) {
    const value = values.string(name);
    const words = name === "backend" ? ["azure", "current"] : ["default", "passphrase"];
    if (value !== undefined && !words.includes(value) && (!URL.canParse(value) || /\s/.test(value)))
      problems.push(`--${name} wants ${words.join(", ")} or a URL`);
  }
  const consent = values.string("consent");
  if (consent !== undefined && consent !== "grant" && consent !== "manual") problems.push("--consent is grant or manual");
  const credential = values.string("credential");
  if (credential !== undefined && credential !== "secret" && credential !== "certificate")
    problems.push("--credential is secret or certificate; federated names its issuers in the stack's file");
  const credentialLife = values.string("credential-life");
  if (credentialLife !== undefined && !/^[1-9]\d{0,3}[dh]$/.test(credentialLife))
    problems.push("--credential-life wants days or hours, such as 30d");
  const location = values.string("location");
  if (location !== undefined && !/^[a-z][a-z0-9]{2,40}$/.test(location))
    problems.push("--location wants a region's short name, such as swedencentral");
  return {
    stackName: stackName ?? "",
    cloudName: values.string("cloud"),
    tenantId: values.string("tenant")?.toLowerCase(),
    subscriptionId: values.string("subscription")?.toLowerCase(),
    location,
    displayName,
    callees: values.strings("callee"),
    operators: values.strings("operator").map((value) => value.toLowerCase()),
    consent,
    credential,
    credentialLife,
    backend: values.string("backend"),
    secretsProvider: values.string("secrets-provider"),
    pipeline: parsePipelineFlags(values, problems),
    directory: values.string("directory"),
    isAgreed: values.isSet("yes"),
    isDryRun: values.isSet("dry-run"),
    isJson: values.isSet("json"),
  };
}
