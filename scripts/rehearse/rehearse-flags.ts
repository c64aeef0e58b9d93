import type { FlagDefinition, FlagValues } from "../lib/flag-values.ts";
import { engineChoices, type EngineChoice } from "./choose-engine.ts";

export interface RehearseFlags {
  readonly stackName: string;
  readonly scenarioName: string;
  readonly list: boolean;
  readonly all: boolean;
  readonly engine: EngineChoice;
  readonly json: boolean;
  readonly evidenceDirectory: string | undefined;
  readonly harFile: string | undefined;
}

export const rehearseOptions = {
  stack: { type: "string", placeholder: "NAME", summary: "rehearse this stack: reads Pulumi.NAME.yaml; default dev" },
  scenario: { type: "string", placeholder: "NAME", summary: "play this story instead of the default one" },
  list: { type: "boolean", summary: "list the scenarios and the exit code that each ends with" },
  all: { type: "boolean", summary: "play every scenario, several at a time; 0 when each ended as listed" },
  engine: {
    type: "string",
    placeholder: "auto|pulumi|in-process",
    summary: "who runs the program; auto: the pulumi CLI where it will do (with --all: for the stories that need it)",
  },
  json: { type: "boolean", summary: "print the evidence document to stdout, and nothing else" },
  evidence: { type: "string", placeholder: "DIR", summary: "write the evidence document into DIR (with --all: DIR/SCENARIO)" },
  har: { type: "string", placeholder: "FILE", summary: "write everything that was sent and answered as HAR 1.2, secrets masked" },
} as const satisfies Record<string, FlagDefinition>;

export function parseRehearseFlags(values: FlagValues, problems: string[]): RehearseFlags {
  const engine = values.string("engine") ?? "auto";
  if (!(engineChoices as readonly string[]).includes(engine))
    problems.push(`--engine is ${engine}, and not one of ${engineChoices.join(", ")}`);
  const modes = ["list", "all"].filter((mode) => values.isSet(mode));
  if (values.string("scenario") !== undefined) modes.push("scenario");
  if (modes.length > 1) problems.push(`${modes.map((mode) => `--${mode}`).join(" and ")} exclude each other`);
  const harFile = values.string("har");
  if (values.isSet("all") && harFile !== undefined) problems.push("--har writes one transcript, and --all plays many scenarios");
  return {
    stackName: values.string("stack") ?? "dev",
    scenarioName: values.string("scenario") ?? "default",
    list: values.isSet("list"),
    all: values.isSet("all"),
    engine: engine as EngineChoice,
    json: values.isSet("json"),
    evidenceDirectory: values.string("evidence"),
    harFile,
  };
}
