import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";

/** Name of the Pulumi project, as in Pulumi.yaml: a folder of the backend. */
const project = "dialtone";

/**
 * Refuses a state that a `file://` backend holds and nobody can read any more (cut off, empty: a disk that was full or
 * died), and names the newest copy that Pulumi itself keeps and that can be read. Nothing is changed.
 * Layout: seen with CLI 3.259.0 on 2026-11-25; pulumi/pulumi pkg/backend/diy/state.go.
 * @throws DialtoneError DT_USAGE_STACK
 */
export function assertReadableState(backendDirectory: string, stackName: string): void {
  const root = join(backendDirectory, ".pulumi");
  const state = join(root, "stacks", project, `${stackName}.json`);
  if (!existsSync(state) || isReadable(state)) return;
  const [newest] = listCopies(root, stackName)
    .filter(isReadable)
    .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  throw new DialtoneError({
    code: "DT_USAGE_STACK",
    what: `the state of stack ${stackName} is damaged; nothing was done`,
    saw: `${statSync(state).size} bytes that are no JSON in ${state}`,
    expected: "the state as Pulumi wrote it",
    fix:
      newest === undefined
        ? "restore the backend's folder from your own backup: Pulumi's own copies are gone too"
        : `cp '${newest}' '${state}', then: npm run recover -- --stack ${stackName}`,
  });
}

function listCopies(root: string, stackName: string): string[] {
  const folders = ["stacks", "backups", "history"].map((name) => join(root, name, project)).filter((path) => existsSync(path));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const name = stackName.replaceAll(/[^\w-]/g, String.raw`\$&`);
  // `dev.json.bak`, `dev/dev.<time>.json`, `dev/dev-<time>.checkpoint.json`
  const copy = new RegExp(String.raw`[\\/]${name}(?:\.json\.bak|\.\d+\.json|-\d+\.checkpoint\.json)$`);
  return files.filter((file) => copy.test(file));
}

function isReadable(file: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof content === "object" && content !== null && "checkpoint" in content;
  } catch {
    return false;
  }
}
