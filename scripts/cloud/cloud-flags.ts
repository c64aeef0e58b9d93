import type { FlagDefinition, FlagValues } from "../lib/flag-values.ts";

export interface CloudFlags {
  readonly json: boolean;
  /** Undefined: nothing is provisioned. */
  readonly stackName: string | undefined;
  readonly scenarioName: string;
  readonly seedFile: string | undefined;
  readonly harFile: string | undefined;
  readonly port: number;
  readonly clock: "real" | "manual";
}

export const cloudOptions = {
  json: { type: "boolean", summary: "print one line of JSON when it is ready: endpoints, CA file, sign-ins, client variables" },
  stack: { type: "string", placeholder: "NAME", summary: "provision this stack first and keep its callback host up" },
  scenario: { type: "string", placeholder: "NAME", summary: "behave as in this story (npm run rehearse -- --list)" },
  seed: { type: "string", placeholder: "FILE", summary: "JSON with what the cloud holds from the start (docs/cloud.md)" },
  har: { type: "string", placeholder: "FILE", summary: "at the end, write everything that was sent and answered as HAR 1.2" },
  port: { type: "string", placeholder: "NUMBER", summary: "port of ARM and the metadata endpoint; default: a free one" },
  clock: { type: "string", placeholder: "real|manual", summary: "how the cloud's clock runs; manual: only through the control surface" },
} as const satisfies Record<string, FlagDefinition>;

/** Highest TCP port. */
const maxPort = 65_535;

export function parseCloudFlags(values: FlagValues, problems: string[]): CloudFlags {
  const port = Number(values.string("port") ?? "0");
  if (!Number.isInteger(port) || port < 0 || port > maxPort) problems.push(`--port is no port: a number from 0 to ${maxPort}`);
  const clock = values.string("clock") ?? "real";
  if (clock !== "real" && clock !== "manual") problems.push(`--clock is ${clock}, and neither real nor manual`);
  return {
    json: values.isSet("json"),
    stackName: values.string("stack"),
    scenarioName: values.string("scenario") ?? "default",
    seedFile: values.string("seed"),
    harFile: values.string("har"),
    port,
    clock: clock as CloudFlags["clock"],
  };
}
