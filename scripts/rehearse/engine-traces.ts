import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { requirePulumi } from "../engine/find-pulumi.ts";
import { createThrowawayWorkspace } from "../engine/throwaway-workspace.ts";

/** Every file below the engine's directory, and what `pulumi stack output --json` prints without `--show-secrets`. */
export async function readEngineTraces(directory: string, stackName: string): Promise<string> {
  const workspace = createThrowawayWorkspace(directory);
  const { command } = await requirePulumi();
  const { stdout, stderr } = await promisify(execFile)(command, ["stack", "output", "--json", "--stack", stackName], {
    cwd: workspace.workDir,
    env: workspace.toVariables(process.env),
    shell: command.endsWith(".cmd"),
  });
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [stdout, stderr, ...files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))].join("\n");
}
