import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Parser from "@actions/workflow-parser";
import { checkoutDirectory } from "./run-script.ts";

/** What GitHub's own parser (actions/languageservices) finds wrong with a workflow. */
export async function findWorkflowProblems(content: string): Promise<readonly string[]> {
  const { NoOperationTraceWriter, parseWorkflow } = await loadParser();
  const { context } = parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** The package imports JSON as bundlers have it, which Node does not take: it is bundled first. */
async function loadParser(): Promise<typeof Parser> {
  const directory = mkdtempSync(join(tmpdir(), "dialtone-workflow-parser-"));
  try {
    const file = join(directory, "parser.mjs");
    const { outputFiles } = await build({
      stdin: { contents: `export * from "@actions/workflow-parser";`, resolveDir: checkoutDirectory },
      bundle: true,
      format: "esm",
      platform: "node",
      write: false,
      banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    });
    writeFileSync(file, outputFiles[0]?.contents ?? "");
    return (await import(pathToFileURL(file).href)) as typeof Parser;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
