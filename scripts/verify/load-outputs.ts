import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { z } from "zod";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import { outputsKey, outputsSchema, type Outputs } from "../../infra/contract/outputs.ts";
import { parseJson, toObject } from "../lib/wire-error.ts";

/** Wall milliseconds for `pulumi stack output`: a state in a bucket far away takes some seconds. */
const pulumiTimeoutMs = 60_000;

/**
 * Outputs from a file: the document itself, or all of a stack's outputs with it under `dialtone`.
 * @throws DialtoneError DT_USAGE_OUTPUTS
 */
export async function loadOutputsFromFile(file: string): Promise<Outputs> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw toOutputsError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`, error);
  }
  return parseOutputs(text, file);
}

/**
 * Outputs of a stack, asked of the Pulumi CLI.
 * @throws DialtoneError DT_USAGE_STACK, DT_USAGE_OUTPUTS
 */
export async function loadOutputsFromStack(stack: string, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Outputs> {
  try {
    const { stdout } = await promisify(execFile)(
      "pulumi",
      ["stack", "output", outputsKey, "--json", "--stack", stack, "--non-interactive"],
      { env: environment, timeout: pulumiTimeoutMs, signal, encoding: "utf8" },
    );
    return parseOutputs(stdout, `stack "${stack}"`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DialtoneError) throw error;
    const failure = error as NodeJS.ErrnoException & { readonly stderr?: string };
    const isAbsent = failure.code === "ENOENT";
    throw new DialtoneError({
      code: "DT_USAGE_STACK",
      what: isAbsent ? "the Pulumi CLI is not on PATH, and only it can read a stack" : `the outputs of stack "${stack}" cannot be read`,
      saw: isAbsent ? "no pulumi on PATH" : (failure.stderr?.trim().split("\n").at(-1) ?? failure.message),
      expected: `a stack that was deployed: pulumi up --stack ${stack}`,
      fix: isAbsent
        ? "install it (https://www.pulumi.com/docs/install), or verify a file: npm run verify -- --outputs FILE"
        : `pulumi stack select ${stack} && pulumi up`,
      cause: error,
    });
  }
}

/** @throws DialtoneError DT_USAGE_OUTPUTS with every problem */
function parseOutputs(text: string, origin: string): Outputs {
  const document = parseJson(text);
  if (document === undefined) throw toOutputsError(`${origin} holds no JSON`, undefined);
  const parsed = outputsSchema.safeParse(toObject(document)[outputsKey] ?? document);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue: z.core.$ZodIssue) => `${issue.path.join(".") || "document"}: ${issue.message}`);
  throw toOutputsError(`${origin}: ${problems.join("; ")}`, parsed.error);
}

function toOutputsError(saw: string, cause: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_USAGE_OUTPUTS",
    what: "these are not the outputs of a Dialtone stack",
    saw,
    expected: "a document of schema dialtone/outputs/1",
    fix: "pulumi stack output --json --stack NAME > outputs.json, then: npm run verify -- --outputs outputs.json",
    ...(cause === undefined ? {} : { cause }),
  });
}
