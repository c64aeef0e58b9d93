import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/** Name of the Pulumi project; the namespace of its keys. */
const projectPrefix = "dialtone:";

/** `Pulumi.<stack>.yaml`, as far as it is there. */
export interface StackFile {
  readonly path: string;
  readonly isThere: boolean;
  /** Keys of this project without `dialtone:`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Who encrypts; undefined where nobody has said yet. */
  readonly secretsProvider: string | undefined;
  /** The stack was made with its secrets provider: key or salt are written down. */
  readonly hasKey: boolean;
}

/** @throws DialtoneError DT_CONFIG_INVALID where the file is no YAML */
export function readStackFile(directory: string, stackName: string): StackFile {
  const path = join(directory, `Pulumi.${stackName}.yaml`);
  if (!existsSync(path)) return { path, isThere: false, values: {}, secretsProvider: undefined, hasKey: false };
  const document = parseDocument(readFileSync(path, "utf8"));
  const content: unknown = document.errors.length === 0 ? document.toJS() : undefined;
  if (typeof content !== "object" || Array.isArray(content)) {
    throw new DialtoneError({
      code: "DT_CONFIG_INVALID",
      what: `${path} cannot be read`,
      saw: document.errors[0]?.message.split("\n")[0] ?? "no map of keys",
      expected: "a YAML document",
      fix: "compare it with Pulumi.dev.yaml, or move it away and run bootstrap again",
    });
  }
  const members = (content ?? {}) as Record<string, unknown>;
  const config = Object.entries((members["config"] ?? {}) as Record<string, unknown>);
  return {
    path,
    isThere: true,
    values: Object.fromEntries(
      config.filter(([key]) => key.startsWith(projectPrefix)).map(([key, value]) => [key.slice(projectPrefix.length), value]),
    ),
    secretsProvider: typeof members["secretsprovider"] === "string" ? members["secretsprovider"] : undefined,
    hasKey: members["encryptedkey"] !== undefined || members["encryptionsalt"] !== undefined,
  };
}
