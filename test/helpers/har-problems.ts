import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";

const schema = JSON.parse(readFileSync(new URL("har-1.2.schema.json", import.meta.url), "utf8")) as object;
const ajv = new Ajv({ allErrors: true, strict: true });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

/** What is wrong with a HAR 1.2 document, by place; empty: it is valid. */
export function findHarProblems(har: unknown): string[] {
  return validate(har) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}
