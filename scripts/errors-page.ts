/** Writes docs/errors.md anew from the error catalogue and the decoder. A test compares: test/unit/docs/errors.test.ts. */
import { writeFileSync } from "node:fs";
import { formatErrorsPage } from "./verify/errors-page/format-errors-page.ts";

writeFileSync(new URL("../docs/errors.md", import.meta.url), formatErrorsPage());
