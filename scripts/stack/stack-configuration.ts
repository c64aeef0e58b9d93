import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation/index.js";
import { parseDocument } from "yaml";
import { mergeNode } from "./merge-yaml.ts";

/** Name of the Pulumi project; the namespace of its keys. */
const projectPrefix = "dialtone:";

/** What the CLI says of a stack's configuration, as values: Pulumi has text for every key, JSON for what is not text. */
export function toConfigurationValues(config: ConfigMap): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key, { secret }]) => key.startsWith(projectPrefix) && secret !== true)
      .map(([key, { value }]) => [key.slice(projectPrefix.length), toValue(value)]),
  );
}

/**
 * Sets keys in the stack's file and leaves the rest of it as it is, comments included; undefined removes a key.
 * @returns what puts the file back, letter by letter
 */
export function editStackFile(directory: string, stackName: string, sets: Readonly<Record<string, unknown>>): () => void {
  // `organisation/project/stack` has the file of its last part, as the CLI has it.
  const file = join(directory, `Pulumi.${stackName.split("/").at(-1) ?? stackName}.yaml`);
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const document = parseDocument(before ?? "config: {}\n");
  for (const [key, value] of Object.entries(sets)) {
    const path = ["config", `${projectPrefix}${key}`];
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, mergeNode(document, document.getIn(path, true), value));
  }
  writeWhole(file, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
  return () => (before === undefined ? rmSync(file, { force: true }) : writeWhole(file, before));
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
