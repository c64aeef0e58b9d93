#!/usr/bin/env node
/** `npm run errors-page`: docs/errors.md anew, from the error catalogue and the decoder. A test compares: test/unit/docs/errors.test.ts. */
import { writeFileSync } from "node:fs";
import { exitCode } from "../infra/contract/exit-code.ts";
import { runAsProcess, type ScriptDefinition } from "./lib/command.ts";
import { formatErrorsPage } from "./verify/errors-page/format-errors-page.ts";

const errorsPageCommand: ScriptDefinition<undefined> = {
  name: "errors-page",
  summary: "Writes docs/errors.md anew, from the error catalogue and the decoder.",
  options: {},
  parseFlags: () => undefined,
  run: async () => {
    writeFileSync(new URL("../docs/errors.md", import.meta.url), formatErrorsPage());
    return { exitCode: exitCode.done, result: undefined, report: "" };
  },
};

if (import.meta.main) await runAsProcess(errorsPageCommand);
