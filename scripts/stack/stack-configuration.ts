import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation/index.js";
import { parseDocument } from "yaml";
import { createOwnedFolder } from "../lib/owned-folder.ts";
import { mergeNode } from "./merge-yaml.ts";

/** Name of the Pulumi project; the namespace of its keys. */
const projectPrefix = "dialtone:";

/** Keys without the project's prefix. */
type Sets = Readonly<Record<string, unknown>>;

/** What the CLI says of a stack's configuration, as values: Pulumi has text for every key, JSON for what is not text. */
export function toConfigurationValues(config: ConfigMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key, { secret }]) => key.startsWith(projectPrefix) && secret !== true)
      .map(([key, { value }]) => [key.slice(projectPrefix.length), toValue(value)]),
  );
}

/** Sets keys in the stack's file and leaves the rest of it as it is, comments included; undefined removes a key. */
export function editStackFile(directory: string, stackName: string, sets: Sets): void {
  const file = toStackFile(directory, stackName);
  writeWhole(file, toEdited(file, sets));
}

/** The same in a copy that `run` gets the path of, and that is gone afterwards: the stack's own file is not touched. */
export async function withDraftStackFile<Result>(
  directory: string,
  stackName: string,
  sets: Sets,
  run: (draftFile: string) => Promise<Result>,
): Promise<Result> {
  const file = toStackFile(directory, stackName);
  const folder = createOwnedFolder("draft");
  try {
    const draftFile = join(folder, basename(file));
    writeFileSync(draftFile, toEdited(file, sets));
    return await run(draftFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `organisation/project/stack` has the file of its last part, as the CLI has it. */
function toStackFile(directory: string, stackName: string): string {
  return join(directory, `Pulumi.${stackName.split("/").at(-1) ?? stackName}.yaml`);
}

/** The file's text with the keys set; a stack may have no file yet. */
function toEdited(file: string, sets: Sets): string {
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "config: {}\n");
  for (const [key, value] of Object.entries(sets)) {
    const path = ["config", `${projectPrefix}${key}`];
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, mergeNode(document, document.getIn(path, true), value));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** As a whole or not at all: the file may be the only place that says what a run had begun. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/** A list or a map is JSON; anything else is what stands there, so that a name such as `2027` stays a name. */
function toValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text) && text !== "true" && text !== "false") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
