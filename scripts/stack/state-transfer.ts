import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { StackState } from "../recover/stack-state.ts";

/** What `pulumi stack export` prints. */
interface ExportedStack {
  readonly version: number;
  readonly deployment?: StackState;
}

/**
 * `pulumi stack export`: secrets stay ciphertext. Not the Automation API's `exportStack`, which asks for them in clear.
 * Source: @pulumi/pulumi 3.259.0 automation/localWorkspace.js, read 2026-11-25.
 * @throws DialtoneError DT_USAGE_STACK where the CLI cannot read it
 */
export async function exportState(stack: Stack): Promise<ExportedStack> {
  try {
    return JSON.parse(await runPulumi(stack, ["stack", "export"])) as ExportedStack;
  } catch (error) {
    throw new DialtoneError({
      code: "DT_USAGE_STACK",
      what: `the state of stack ${stack.name} cannot be read; nothing was done`,
      saw: error instanceof Error ? error.message : String(error),
      expected: "the state as Pulumi wrote it",
      fix: "pulumi stack export says the same; where the state is damaged, restore the backend's newest copy of it (docs/recovery.md) and run this again",
      cause: error,
    });
  }
}

/**
 * `pulumi stack import` from stdin. Not the Automation API's `importStack`, which writes the state to a file in the
 * temporary directory that everybody may read, and leaves it there when the import fails. Source: as above.
 */
export async function importState(stack: Stack, state: ExportedStack): Promise<void> {
  await runPulumi(stack, ["stack", "import"], JSON.stringify(state));
}

async function runPulumi({ name, workspace }: Stack, flags: readonly string[], stdin = ""): Promise<string> {
  const { command } = workspace.pulumiCommand;
  const child = spawn(command, [...flags, "--stack", name, "--non-interactive"], {
    cwd: workspace.workDir,
    env: { ...process.env, ...workspace.envVars },
    stdio: ["pipe", "pipe", "pipe"],
    shell: command.endsWith(".cmd"),
  });
  child.stdin.on("error", () => {}); // it ended without reading: its exit code says why
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`pulumi ${flags.join(" ")} ended with ${String(code)}: ${stderr.trim()}`);
  return stdout;
}
