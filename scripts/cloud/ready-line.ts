import { createClientEnvironments } from "./client-environments.ts";
import type { OpenCloud } from "./open-cloud.ts";

/** What stands in the one line of `npm run cloud -- --json`. */
export function toReadyLine({
  cloud,
  calleeObjectId,
  outputs,
  operator,
  verifyVariables,
  bootstrapVariables,
}: OpenCloud): Readonly<Record<string, unknown>> {
  const { ingress, control, ...endpoints } = cloud.description;
  return {
    ...endpoints,
    callee: { userId: calleeObjectId },
    control,
    env: {
      ...createClientEnvironments(cloud),
      bootstrap: bootstrapVariables,
      ...(verifyVariables === undefined ? {} : { verify: verifyVariables }),
    },
    ...(outputs === undefined ? {} : { outputs, ingress, operator }),
  };
}

/** The same for people: where it listens, and what to do next. No secret: `--json` has those. */
export function formatReady({ cloud, calleeObjectId, outputs }: OpenCloud): string {
  const { login, graph, arm, caFile, control, ingress, tenantId } = cloud.description;
  const rows: [string, string][] = [
    ["login", login],
    ["graph", graph],
    ["arm", arm],
    ["CA file", caFile],
    ["control", control.url],
    ["tenant", tenantId],
    ["callee", calleeObjectId],
    ...(outputs === undefined
      ? []
      : ([
          ["host", `${outputs.host.baseUrl} (at ${ingress}, by SNI and Host)`],
          ["app", outputs.app.clientId],
        ] satisfies [string, string][])),
  ];
  return [
    "A simulated Microsoft cloud is ready on this machine. It is a simulation: no real service knows its keys or its tokens.",
    ...rows.map(([name, value]) => `  ${name.padEnd(8)} ${value}`),
    "Secrets and the variables that clients need: npm run cloud -- --json. Ctrl-C stops it.",
    "",
  ].join("\n");
}
