import { pollWithin } from "../../lib/poll-within.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { azureApiVersions, toSubscriptionId } from "../azure-ids.ts";
import type { Blueprint } from "../blueprint.ts";
import { resourceNamespaces } from "../preflight/required-actions.ts";
import { toStepFailure } from "./azure-failure.ts";
import { absent, there, type Step, type StepContext } from "./step.ts";

/** Cloud seconds until a provider must be registered (some take ten minutes), and between looks. */
const budgetSeconds = 900;
const everySeconds = 10;

/** Every resource provider is registered to this subscription. */
export function createProviderSteps(blueprint: Blueprint): readonly Step[] {
  return resourceNamespaces.map((namespace): Step => {
    const path = `${toSubscriptionId(blueprint)}/providers/${namespace}`;
    const version = `api-version=${azureApiVersions.resources}`;
    async function readState({ cloud }: StepContext): Promise<string> {
      const answer = await cloud.readAzure(`${path}?${version}`);
      if (answer.status !== 200) throw toStepFailure("arm", `could not look at resource provider ${namespace}`, answer, blueprint);
      return String(toObject(parseJson(answer.text))["registrationState"]);
    }
    return {
      name: `provider-${namespace.toLowerCase()}`,
      title: `resource provider ${namespace} registered`,
      read: async (context) => ((await readState(context)) === "Registered" ? there : absent),
      apply: async (context) => {
        const { cloud, progress, signal } = context;
        const answer = await cloud.postAzure(`${path}/register?${version}`);
        if (answer.status >= 300) throw toStepFailure("arm", `could not register resource provider ${namespace}`, answer, blueprint);
        const state = await pollWithin({
          clock: cloud.clock,
          signal,
          everySeconds,
          budgetSeconds,
          attempt: () => readState(context),
          isEnough: (value) => value === "Registered",
          onWait: (elapsed, budget, value) =>
            progress.step("bootstrap", `  ${namespace} is ${value} (${Math.round(elapsed)} s of ${budget} s)`),
        });
        if (state !== "Registered") throw toStepFailure("arm", `resource provider ${namespace} is still ${state}`, answer, blueprint);
      },
    };
  });
}
