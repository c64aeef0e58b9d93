import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, parseDocument } from "yaml";
import type { Blueprint, Operator } from "../blueprint.ts";
import { readIdentity } from "./pipeline-steps.ts";
import { isProduction } from "../is-production.ts";
import { readStackFile } from "../stack-file.ts";
import { there, type Step, type StepContext } from "./step.ts";
import { checkoutDirectory } from "../gather-blueprint.ts";

/**
 * `Pulumi.<stack>.yaml`, with the shipped example's comments. A key that is there is the reader's own and stays; the
 * pipeline is added to those who may verify and to the owners of the application, whoever made it.
 */
export function createConfigurationStep(blueprint: Blueprint): Step {
  const fileName = `Pulumi.${blueprint.stackName}.yaml`;
  return {
    name: "configuration",
    title: `${fileName}: the environment's configuration`,
    read: async (context) => {
      const sets = await findSets(context);
      if (Object.keys(sets).length === 0) return there;
      const { isThere } = readStackFile(blueprint.directory, blueprint.stackName);
      return isThere ? { kind: "differs", how: `without ${Object.keys(sets).join(", ")}` } : { kind: "absent" };
    },
    apply: async (context) => {
      const sets = await findSets(context);
      const file = readStackFile(blueprint.directory, blueprint.stackName);
      // Written beside it and moved: an interrupted run leaves the old file or the new one.
      const draft = `${file.path}.bootstrap`;
      writeFileSync(
        draft,
        Object.keys(file.values).length === 0 ? createText(blueprint, sets, file.path) : editText(readFileSync(file.path, "utf8"), sets),
      );
      renameSync(draft, file.path);
    },
  };
}

/** Keys that the file lacks, with their values. */
async function findSets(context: StepContext): Promise<Readonly<Record<string, unknown>>> {
  const { blueprint } = context;
  const { values } = readStackFile(blueprint.directory, blueprint.stackName);
  const { mode, life } = blueprint.credential;
  const wanted: Record<string, unknown> = {
    cloud: blueprint.cloudName,
    tenantId: blueprint.tenantId,
    subscriptionId: blueprint.subscriptionId,
    location: blueprint.location,
    displayName: blueprint.displayName,
    callees: blueprint.callees.flatMap(({ objectId }) => (objectId === undefined ? [] : [objectId])),
    operators: blueprint.operators,
    consent: blueprint.consent,
    // A new file's own; a file of the reader's says nothing where the reader said nothing.
    ...(Object.keys(values).length === 0 && isProduction(blueprint.stackName) ? { protect: true } : {}),
    // What the program takes anyway need not be added to a file of the reader's own.
    ...(Object.keys(values).length > 0 && mode === "secret" && life === "90d"
      ? {}
      : { credential: { mode, generations: [{ name: "g1", life }] } }),
  };
  const sets = Object.fromEntries(Object.entries(wanted).filter(([key]) => values[key] === undefined));
  const pipeline = blueprint.pipeline === undefined ? undefined : await readIdentity(context, blueprint.names.deployIdentity);
  if (blueprint.pipeline === undefined) return sets;
  const principal = pipeline?.principalObjectId ?? "";
  const operators = (sets["operators"] ?? values["operators"]) as readonly Operator[];
  const owners = (Array.isArray(values["owners"]) ? values["owners"] : []) as readonly string[];
  return {
    ...sets,
    ...(operators.some(({ objectId }) => objectId === principal)
      ? {}
      : { operators: [...operators, { objectId: principal, principalType: "ServicePrincipal" }] }),
    ...(owners.includes(principal) ? {} : { owners: [...owners, principal] }),
  };
}

/** The shipped example with these values: every key stays explained. What the CLI wrote into the file already (its key) is kept. */
function createText(blueprint: Blueprint, sets: Readonly<Record<string, unknown>>, path: string): string {
  const document = parseDocument(readFileSync(join(checkoutDirectory, "Pulumi.dev.yaml"), "utf8"));
  document.commentBefore = ` Environment ${blueprint.stackName}, made by npm run bootstrap. State: pulumi login '${blueprint.backend.url}'\n Nothing here is a secret.`;
  // The example's own head says whose ids are in it.
  if (isMap(document.contents) && isScalar(document.contents.items[0]?.key)) document.contents.items[0].key.commentBefore = null;
  const mine = toCliMembers(path);
  for (const [key, value] of Object.entries(mine)) document.set(key, value);
  for (const [key, value] of Object.entries(sets)) document.setIn(["config", `dialtone:${key}`], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

function editText(text: string, sets: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(sets)) document.setIn(["config", `dialtone:${key}`], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

/** What `pulumi stack init` writes down: who encrypts, and the encrypted key or the salt. */
function toCliMembers(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  const content = (parseDocument(text).toJS() ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(content).filter(([key]) => key !== "config"));
}
