import { microsoftGraphClientId } from "../../../infra/contract/microsoft-ids.ts";
import { pollWithin } from "../../lib/poll-within.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { toStepFailure } from "./azure-failure.ts";
import { absent, there, type Step, type StepContext } from "./step.ts";

interface GraphPrincipal {
  readonly objectId: string;
  readonly roleIds: ReadonlyMap<string, string>;
}

/** Cloud seconds until a service principal that Azure just made can be granted something. Source: hostile-and-faults F3. */
const directoryLagSeconds = 300;

/** Application permissions of Microsoft Graph for an identity, looked up by their names, one assignment each. */
export function toGraphGrantStep(wanted: {
  readonly name: string;
  readonly who: string;
  readonly permissions: readonly string[];
  readonly principalObjectId: (context: StepContext) => Promise<string | undefined>;
}): Step {
  const title = `Microsoft Graph ${wanted.permissions.join(", ")} for ${wanted.who}`;

  async function findMissing(
    context: StepContext,
    principalObjectId: string,
  ): Promise<{ graph: GraphPrincipal; missing: readonly string[] } | undefined> {
    const graph = await readGraphPrincipal(context);
    const answer = await context.cloud.readGraph(`/servicePrincipals/${principalObjectId}/appRoleAssignments`);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw toStepFailure("graph", `could not look at what ${wanted.who} may do`, answer, context.blueprint);
    const held = (toObject(parseJson(answer.text))["value"] ?? []) as { appRoleId: string; resourceId: string }[];
    const missing = wanted.permissions.filter(
      (permission) =>
        !held.some(({ appRoleId, resourceId }) => appRoleId === graph.roleIds.get(permission) && resourceId === graph.objectId),
    );
    return { graph, missing };
  }

  return {
    name: wanted.name,
    title,
    read: async (context) => {
      const principalObjectId = await wanted.principalObjectId(context);
      if (principalObjectId === undefined) return absent;
      return (await findMissing(context, principalObjectId))?.missing.length === 0 ? there : absent;
    },
    apply: async (context) => {
      const principalObjectId = await wanted.principalObjectId(context);
      if (principalObjectId === undefined) throw new Error(`${wanted.name} was applied before its identity was there`);
      const { cloud, signal, progress, blueprint } = context;
      const wait = { clock: cloud.clock, signal, everySeconds: 5, budgetSeconds: directoryLagSeconds };
      const found = await pollWithin({
        ...wait,
        attempt: () => findMissing(context, principalObjectId),
        isEnough: (value) => value !== undefined,
        onWait: (elapsed, budget) =>
          progress.step("bootstrap", `  ${wanted.who} is not in the directory yet (${Math.round(elapsed)} s of ${budget} s)`),
      });
      if (found === undefined) throw new Error(`${wanted.who} did not reach the directory within ${directoryLagSeconds} s`);
      for (const permission of found.missing) {
        const answer = await grant(context, found.graph, permission, principalObjectId);
        if (answer.status >= 300) throw toStepFailure("graph", `could not grant ${permission} to ${wanted.who}`, answer, blueprint);
      }
    },
  };
}

function grant({ cloud }: StepContext, graph: GraphPrincipal, permission: string, principalObjectId: string): Promise<CloudAnswer> {
  const body = { principalId: principalObjectId, resourceId: graph.objectId, appRoleId: graph.roleIds.get(permission) };
  return cloud.postGraph(`/servicePrincipals/${graph.objectId}/appRoleAssignedTo`, body);
}

async function readGraphPrincipal({ cloud, blueprint }: StepContext): Promise<GraphPrincipal> {
  const answer = await cloud.readGraph(`/servicePrincipals(appId='${microsoftGraphClientId}')?$select=id,appRoles`);
  if (answer.status !== 200) throw toStepFailure("graph", "could not look Microsoft Graph's service principal up", answer, blueprint);
  const principal = toObject(parseJson(answer.text));
  const roles = (principal["appRoles"] ?? []) as { id: string; value: string }[];
  return { objectId: String(principal["id"]), roleIds: new Map(roles.map(({ id, value }) => [value, id])) };
}
