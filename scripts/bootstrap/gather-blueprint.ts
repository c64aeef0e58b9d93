import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { parseJson, toObject } from "../lib/wire-error.ts";
import type { AskPerson } from "./ask-person.ts";
import type { Backend, Blueprint, Callee, Credential, Operator } from "./blueprint.ts";
import type { BootstrapCloud } from "./bootstrap-cloud.ts";
import type { BootstrapFlags } from "./bootstrap-flags.ts";
import { chooseBackend } from "./choose-backend.ts";
import { toNames } from "./names.ts";
import type { PulumiCommand } from "./pulumi-cli.ts";
import type { StackFile } from "./stack-file.ts";
import { toPipeline } from "./to-pipeline.ts";

/** The checkout: where Pulumi.yaml is. */
export const checkoutDirectory = fileURLToPath(new URL("../..", import.meta.url));

export function toDirectory(flags: Pick<BootstrapFlags, "directory">): string {
  return resolve(flags.directory ?? checkoutDirectory);
}

interface Sources {
  readonly flags: BootstrapFlags;
  readonly file: StackFile;
  readonly cloud: BootstrapCloud;
  readonly cloudName: Blueprint["cloudName"];
  readonly pulumi: PulumiCommand;
  readonly standInUrl: string | undefined;
  /** Undefined: nobody can be asked. */
  readonly person: AskPerson | undefined;
}

/**
 * What is needed, from the flags, from the stack's own file, from the sign-in and the directory, and from the person at
 * the terminal, in this order. Changes nothing.
 * @throws DialtoneError DT_BOOTSTRAP_MISSING with everything that is missing
 */
export async function gatherBlueprint(sources: Sources): Promise<Blueprint> {
  const { flags, file, cloud, cloudName, person, pulumi, standInUrl } = sources;
  const missing: string[] = [];
  const read = (key: string): string | undefined => {
    const value = file.values[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const tenantId = flags.tenantId ?? read("tenantId")?.toLowerCase() ?? cloud.signedIn.tenantId;
  const subscriptionId =
    flags.subscriptionId ?? read("subscriptionId")?.toLowerCase() ?? (await findSubscription(cloud, tenantId, person, missing));
  const location =
    flags.location ?? read("location") ?? toRegion(await person?.line("Azure region, by its short name (swedencentral, eastus2 …)"));
  if (location === undefined) missing.push("--location REGION, such as swedencentral");
  const given = flags.callees.length > 0 ? flags.callees : toTexts(file.values["callees"]);
  const asked = given.length === 0 && person !== undefined ? [await person.line("Who may be called, NAME@DOMAIN or object id")] : given;
  if (asked.length === 0) missing.push("--callee NAME@DOMAIN: whose phone rings");
  if (missing.length > 0 || location === undefined) throw incomplete(flags.stackName, missing);
  const consent = (flags.consent ?? read("consent") ?? (flags.pipeline === undefined ? "grant" : "manual")) as Blueprint["consent"];
  const names = toNames(flags.stackName, subscriptionId, cloudName);
  const backend: Backend = await chooseBackend({ flags, file, names, pulumi, standInUrl, person });
  return {
    stackName: flags.stackName,
    directory: toDirectory(flags),
    cloudName,
    tenantId,
    subscriptionId,
    location,
    displayName: flags.displayName ?? read("displayName") ?? `Dialtone ${flags.stackName}`,
    callees: await Promise.all(asked.map((user) => lookUp(cloud, user))),
    operators: await toOperators(cloud, flags, file),
    consent,
    credential: toCredential(flags, file),
    backend,
    pipeline: flags.pipeline === undefined ? undefined : toPipeline(flags.pipeline, flags.stackName),
    names,
  };
}

/** What the stack's file says; where it says nothing, what was asked for. Source of the defaults: infra/contract/credential-settings.ts. */
function toCredential(flags: BootstrapFlags, file: StackFile): Credential {
  const { mode, generations } = toObject(file.values["credential"]);
  const life = Array.isArray(generations) ? toObject(generations.at(-1))["life"] : undefined;
  return {
    mode: (typeof mode === "string" ? mode : (flags.credential ?? "secret")) as Credential["mode"],
    life: typeof life === "string" ? life : (flags.credentialLife ?? "90d"),
  };
}

/** The only enabled subscription of the tenant, or the one that the person chooses; empty where that cannot be told. */
async function findSubscription(
  cloud: BootstrapCloud,
  tenantId: string,
  person: AskPerson | undefined,
  missing: string[],
): Promise<string> {
  const answer = await cloud.readAzure("/subscriptions?api-version=2022-12-01");
  const listed = (toObject(parseJson(answer.text))["value"] ?? []) as {
    subscriptionId: string;
    displayName: string;
    state: string;
    tenantId: string;
  }[];
  const usable = listed.filter((one) => one.state === "Enabled" && one.tenantId.toLowerCase() === tenantId);
  const only = usable.length === 1 ? usable[0] : undefined;
  if (only !== undefined) return only.subscriptionId.toLowerCase();
  if (usable.length === 0) {
    missing.push(`--subscription ID: this sign-in sees no enabled subscription of tenant ${tenantId} (az account list --output table)`);
    return "";
  }
  if (person === undefined) {
    missing.push(`--subscription ID, one of ${usable.map((one) => `${one.subscriptionId} (${one.displayName})`).join(", ")}`);
    return "";
  }
  const index = await person.choice(
    "Which subscription",
    usable.map((one) => `${one.displayName}  ${one.subscriptionId}`),
  );
  return usable[index]?.subscriptionId.toLowerCase() ?? "";
}

async function lookUp(cloud: BootstrapCloud, given: string): Promise<Callee> {
  const answer = await cloud.readGraph(`/users/${encodeURIComponent(given)}?$select=id,userType,accountEnabled`);
  const objectId = answer.status === 200 ? toObject(parseJson(answer.text))["id"] : undefined;
  return { given, answer, objectId: typeof objectId === "string" ? objectId.toLowerCase() : undefined };
}

/** Those named, else those of the file, else whoever is signed in. */
async function toOperators(cloud: BootstrapCloud, flags: BootstrapFlags, file: StackFile): Promise<readonly Operator[]> {
  if (flags.operators.length > 0) return Promise.all(flags.operators.map((objectId) => readOperator(cloud, objectId)));
  const listed = file.values["operators"];
  if (Array.isArray(listed) && listed.length > 0) return listed as Operator[];
  return [{ objectId: cloud.signedIn.objectId.toLowerCase(), principalType: cloud.signedIn.principalType }];
}

/** A kind that the directory does not tell is taken for a user: the program's own role assignment then says what it is. */
async function readOperator(cloud: BootstrapCloud, objectId: string): Promise<Operator> {
  const answer = await cloud.readGraph(`/directoryObjects/${objectId}`);
  const type = toObject(parseJson(answer.text))["@odata.type"];
  const kind = typeof type === "string" ? type : "";
  return { objectId, principalType: kind.endsWith("group") ? "Group" : kind.endsWith("servicePrincipal") ? "ServicePrincipal" : "User" };
}

function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
}

function incomplete(stackName: string, missing: readonly string[]): DialtoneError {
  return new DialtoneError({
    code: "DT_BOOTSTRAP_MISSING",
    what: `${missing.length === 1 ? "one thing" : `${missing.length} things`} about environment ${stackName} cannot be known without being told`,
    saw: "nobody who can be asked: no terminal, a pipeline, or --yes",
    expected: missing.join("\n            "),
    fix: `npm run bootstrap -- --stack ${stackName} ${missing.map((one) => one.split(/[:,]/)[0] ?? "").join(" ")}`,
  });
}

/** People type what the portal shows: `Sweden Central`. */
function toRegion(answer: string | undefined): string | undefined {
  return answer?.replaceAll(" ", "").toLowerCase();
}
