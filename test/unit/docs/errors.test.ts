// Cannot prove that a cure cures: only that the page is what the data says, that every code is explained once and nothing
// is explained that does not exist, and that a reader who searches for Microsoft's code or words lands in the right section.
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorCodes } from "../../../infra/contract/error-codes.ts";
import { decoderRows } from "../../../scripts/verify/decoder/decode.ts";
import { formatErrorsPage } from "../../../scripts/verify/errors-page/format-errors-page.ts";

const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

/** The page's sections by their code; what belongs to none is under the empty name. */
const sections = new Map(
  page.split(/^(?=#{1,2} )/m).map((section) => [/^## (DT_\w+)$/m.exec(section)?.[1] ?? section.split("\n")[0], section]),
);

test("docs/errors.md is what the data says (node scripts/errors-page.ts writes it anew)", () => {
  assert.equal(page, formatErrorsPage());
});

test("docs/errors.md has exactly one section for each DT_ code, and none for another", () => {
  const codes = [...page.matchAll(/^## (DT_\w+)$/gm)].map(([, code]) => code);
  assert.deepEqual(codes.map(String).toSorted(), Object.keys(errorCodes).toSorted());
});

test("each section says who can cure the failure and how", () => {
  const silent = page
    .split(/^## (?=DT_)/m)
    .slice(1)
    .filter((section) => !section.includes("- **Who:** ") || !section.includes("- **Cure:** "));
  assert.deepEqual(silent, []);
});

test("a search for any code or words of Microsoft's that the decoder knows finds the section that cures it", () => {
  const lost = decoderRows.flatMap((row) => {
    const section = sections.get(row.errorCode ?? "# What is no failure") ?? "";
    const prefix = row.surface === "login" ? "AADSTS" : "";
    const numbers = [...(row.match.codes ?? []), ...(row.match.families ?? [])].map((code) => `${prefix}${code}`);
    const searched = [...numbers, ...(row.match.subcodes ?? []).map(String), ...(row.texts ?? [])];
    return searched.filter((text) => !section.includes(text)).map((text) => `${row.row}: ${text}`);
  });
  assert.deepEqual(lost, []);
});

test("every row of the page has the five cells of its table", () => {
  const odd = page.split("\n").filter((line) => line.startsWith("|") && line.replaceAll("\\|", "").split("|").length !== 7);
  assert.deepEqual(odd, []);
});
