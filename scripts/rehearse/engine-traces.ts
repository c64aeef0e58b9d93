import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { requirePulumi } from "../engine/find-pulumi.ts";

/** Every file below the engine's directory, and what `pulumi stack output --json` prints without `--show-secrets`. */
export async function readEngineTraces(directory: string, stackName: string): Promise<string> {
  const { command } = await requirePulumi();
  const { stdout, stderr } = await promisify(execFile)(command, ["stack", "output", "--json", "--stack", stackName], {
    cwd: join(directory, "work"),
    env: {
      ...process.env,
      PULUMI_BACKEND_URL: pathToFileURL(join(directory, "backend")).href,
      PULUMI_HOME: join(directory, "home"),
      PULUMI_CONFIG_PASSPHRASE_FILE: join(directory, "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    shell: command.endsWith(".cmd"),
  });
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [stdout, stderr, ...files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))].join("\n");
}
