import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Outputs } from "../contract/outputs.ts";

/** Where evidence and outputs of the gate go; in nobody's repository. */
const defaultDirectory = ".dialtone";
/** Environment variable that names another folder: a pipeline's, which is kept as an artefact, or a rehearsal's. */
const directoryVariable = "DIALTONE_GATE_DIRECTORY";

/** The checkout: infra/lib is two below it. */
const checkoutDirectory = resolve(import.meta.dirname, "../..");

/**
 * Runs the real verification, as `npm run verify` does, against outputs that are not in the state yet.
 * @throws Error with verify's own report and where its evidence is, when it ends with anything but 0
 */
export async function proveStack(outputs: Outputs): Promise<void> {
  const directory = resolve(checkoutDirectory, process.env[directoryVariable] ?? defaultDirectory);
  const outputsFile = join(directory, `outputs-${outputs.stack}.json`);
  const evidenceDirectory = join(directory, `evidence-${outputs.stack}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(outputsFile, `${JSON.stringify({ dialtone: outputs }, undefined, 2)}\n`);
  const { code, report } = await runVerify([`--outputs=${outputsFile}`, `--evidence=${evidenceDirectory}`]);
  if (code === 0) return;
  throw new Error(
    [
      `DT_GATE_FAILED  the update of stack ${outputs.stack} is in place, and the call that should prove it did not: verify ended with ${code ?? "a signal"}`,
      report.trim(),
      `  evidence  ${evidenceDirectory}`,
      `  fix       cure what is named above, then pulumi up --stack ${outputs.stack}: it calls again until a call proved the stack`,
      `            or npm run verify -- --stack ${outputs.stack}: once that proved it, the next pulumi up takes it for proved and calls nobody`,
      "  more      docs/errors.md#dt_gate_failed",
    ].join("\n"),
  );
}

/** In a process of its own, which hangs up and ends when this one is gone. */
function runVerify(flags: readonly string[]): Promise<{ code: number | null; report: string }> {
  const child = spawn(process.execPath, ["scripts/verify.ts", ...flags], {
    cwd: checkoutDirectory,
    env: { ...withDeployerSignIn(process.env), DIALTONE_PARENT_WATCH: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {}); // it ended first: nothing is ever written to it
  const text = { report: "", problems: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.report += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text.problems += chunk;
    process.stderr.write(chunk); // what it is doing, for whoever watches the update
  });
  return new Promise((resolveEnd, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolveEnd({ code, report: text.report === "" ? text.problems : text.report }));
  });
}

/** A pipeline may have the providers' variables alone: @azure/identity reads the same sign-in under other names. */
function withDeployerSignIn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { AZURE_CLIENT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET, ARM_TENANT_ID } = environment;
  if (AZURE_CLIENT_ID !== undefined || ARM_CLIENT_ID === undefined || ARM_CLIENT_SECRET === undefined) return environment;
  return { ...environment, AZURE_CLIENT_ID: ARM_CLIENT_ID, AZURE_CLIENT_SECRET: ARM_CLIENT_SECRET, AZURE_TENANT_ID: ARM_TENANT_ID };
}
