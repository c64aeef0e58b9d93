import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { toObject } from "../lib/wire-error.ts";
import type { Blueprint } from "./blueprint.ts";
import { readStackFile } from "./stack-file.ts";

/**
 * Writes down who encrypts a stack, from its own state: the CLI makes the stack first and its file then, and a run that
 * dies in between leaves a stack whose next `pulumi up` would not know its key. Nothing is encrypted anew.
 * Source: pulumi pkg/secrets/passphrase and pkg/secrets/cloud (state of a secrets manager) of 3.259, read 2026-11-25.
 */
export function writeStackKey(
  { directory, stackName }: Pick<Blueprint, "directory" | "stackName">,
  exported: { readonly deployment: unknown },
): void {
  const { type, state } = toObject(toObject(exported.deployment)["secrets_providers"]);
  const { salt, url, encryptedkey } = toObject(state);
  const members = type === "passphrase" ? { encryptionsalt: salt } : { secretsprovider: url, encryptedkey };
  if (Object.values(members).some((value) => typeof value !== "string")) return; // nothing is encrypted yet: the CLI writes it with the first secret
  const file = readStackFile(directory, stackName);
  const document = parseDocument(file.isThere ? readFileSync(file.path, "utf8") : "");
  for (const [key, value] of Object.entries(members)) document.set(key, value);
  writeFileSync(`${file.path}.bootstrap`, document.toString({ lineWidth: 0 }));
  renameSync(`${file.path}.bootstrap`, file.path);
}
