import { DialtoneError } from "../../../infra/contract/dialtone-error.ts";
import type { Blueprint } from "../blueprint.ts";
import { isSamePlace, toPulumiPlace } from "./pulumi-variables.ts";
import { absent, there, type Step } from "./step.ts";

/** The CLI is logged in to this environment's backend, so that `pulumi up` and every command of ours find the stack. */
export function createLoginStep(blueprint: Blueprint): Step {
  const { backend, stackName } = blueprint;
  return {
    name: "login",
    title: `pulumi logged in to ${backend.url}`,
    read: async ({ pulumi, environment, leftOut }) => {
      if (leftOut !== undefined) return { kind: "kept", how: leftOut };
      return isSamePlace(await pulumi.readLogin(), toPulumiPlace(backend, environment).backendUrl) ? there : absent;
    },
    apply: async ({ pulumi, environment }) => {
      const { backendUrl } = toPulumiPlace(backend, environment);
      try {
        await pulumi.login(backendUrl);
      } catch (cause) {
        throw new DialtoneError({
          code: "DT_BOOTSTRAP_STATE",
          what: "pulumi could not log in to the backend",
          saw:
            String((cause as { stderr?: unknown }).stderr ?? cause)
              .trim()
              .split("\n")
              .at(-1) ?? "",
          expected: `pulumi login ${backendUrl}`,
          fix: `run it by hand to see why; then: npm run bootstrap -- --stack ${stackName}`,
          cause,
        });
      }
    },
  };
}
