import { pollWithin } from "../../lib/poll-within.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { toStepFailure } from "./azure-failure.ts";
import { absent, there, type Step, type StepContext, type StepState } from "./step.ts";

/** An Azure resource with a name of our choosing. */
export interface ResourceWanted {
  readonly name: string;
  readonly title: string;
  readonly resourceId: string;
  readonly apiVersion: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Members that Azure does not answer, or may answer otherwise without being wrong (`location` of a group that moved in). */
  readonly unread?: readonly string[];
}

/** Cloud seconds until a resource must be made, and between looks. A vault takes half a minute, a storage account a few seconds. */
const budgetSeconds = 600;
const everySeconds = 3;

/** Reads it by name, makes or mends it with one PUT, and waits until Azure says that it is done. */
export function toResourceStep(wanted: ResourceWanted): Step {
  const path = `${wanted.resourceId}?api-version=${wanted.apiVersion}`;

  async function look({ cloud, blueprint }: StepContext): Promise<{ readonly state: StepState; readonly provisioning: string }> {
    const answer = await cloud.readAzure(path);
    if (answer.status === 404) return { state: absent, provisioning: "" };
    if (answer.status !== 200) throw toStepFailure("arm", `could not look at ${wanted.title}`, answer, blueprint);
    const found = toObject(parseJson(answer.text));
    const state = toObject(found["properties"])["provisioningState"];
    const provisioning = typeof state === "string" ? state : "Succeeded"; // most proxy resources have none
    const differences = findDifferences(omit(wanted.body, wanted.unread ?? []), found);
    return { state: differences.length === 0 ? there : { kind: "differs", how: differences.join(", ") }, provisioning };
  }

  return {
    name: wanted.name,
    title: wanted.title,
    read: async (context) => {
      const { state, provisioning } = await look(context);
      // Azure gave up on it, or is still at work on what an interrupted run asked for: asking again comes to the same.
      return state.kind === "there" && provisioning !== "Succeeded" ? { kind: "differs", how: `provisioning ${provisioning}` } : state;
    },
    apply: async (context) => {
      const { cloud, blueprint, progress, signal } = context;
      const answer = await cloud.putAzure(path, wanted.body);
      if (answer.status >= 300) throw toStepFailure("arm", `could not make ${wanted.title}`, answer, blueprint);
      const last = await pollWithin({
        clock: cloud.clock,
        signal,
        everySeconds,
        budgetSeconds,
        attempt: () => look(context),
        isEnough: ({ provisioning }) => provisioning === "Succeeded" || provisioning === "Failed" || provisioning === "Canceled",
        onWait: (elapsed, budget) => progress.step("bootstrap", `  waiting for ${wanted.title} (${Math.round(elapsed)} s of ${budget} s)`),
      });
      if (last.provisioning !== "Succeeded")
        throw toStepFailure(
          "arm",
          `${wanted.title} was not made: ${last.provisioning === "" ? "not there" : last.provisioning}`,
          answer,
          blueprint,
        );
    },
  };
}

/** Members that were asked for and are otherwise, by path. What Azure adds is Azure's. */
function findDifferences(wanted: unknown, found: unknown, path = ""): readonly string[] {
  if (typeof wanted === "object" && wanted !== null && !Array.isArray(wanted)) {
    return Object.entries(wanted).flatMap(([key, value]) =>
      findDifferences(value, toObject(found)[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return normalise(wanted) === normalise(found) ? [] : [`${path} is ${toText(found)}, wanted ${toText(wanted)}`];
}

/** Azure answers ids and regions in its own casing. */
function normalise(value: unknown): string {
  return (JSON.stringify(value) ?? "").toLowerCase().replaceAll(" ", "");
}

function toText(value: unknown): string {
  return value === undefined ? "not set" : typeof value === "string" ? value : JSON.stringify(value);
}

function omit(body: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
