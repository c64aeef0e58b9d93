import { errorCodes, type ErrorCode } from "../../../infra/contract/error-codes.ts";
import { exitCode, type ExitCodeName } from "../../../infra/contract/exit-code.ts";
import { decoderRows } from "../decoder/decode.ts";
import type { DecoderRow } from "../decoder/decoder-row.ts";
import { toCapitals } from "../decoder/to-capitals.ts";
import { errorCatalogue } from "./error-catalogue.ts";

/** Chapters of the page, in their order. */
const chapters: readonly { readonly name: ExitCodeName; readonly title: string }[] = [
  { name: "usage", title: "Usage and configuration" },
  { name: "uncertain", title: "Could not find out" },
  { name: "handoff", title: "A person is needed" },
  { name: "credential", title: "The credential" },
  { name: "consent", title: "Consent" },
  { name: "tenant", title: "The tenant" },
  { name: "bot", title: "Bot and channel" },
  { name: "host", title: "The callback host" },
  { name: "call", title: "The call" },
  { name: "callbacks", title: "The callbacks" },
  { name: "interrupted", title: "Interruption" },
  { name: "bug", title: "Dialtone itself" },
];

const surfaces: Readonly<Record<DecoderRow["surface"], string>> = {
  login: "Entra login",
  graph: "Microsoft Graph, directory",
  arm: "Azure Resource Manager",
  vault: "Key Vault",
  "vault-key": "Key Vault, signing",
  table: "Table storage",
  calls: "Microsoft Graph, calls",
  "call-action": "Microsoft Graph, a call that is up",
  "call-end": "end of a call",
};

/** The whole of docs/errors.md: one section a code, under it every known answer of Microsoft's that leads to it. Pure. */
export function formatErrorsPage(): string {
  const lines = [
    "# Errors",
    "",
    "Every failure that Dialtone foresees, one section a code: what it means, who can cure it, how. The exit code is the link of the chain that is broken.",
    "Failures are printed with what was seen and what was expected; `more` leads here.",
    "",
    "Under a code stand the answers of Microsoft's that are known to lead to it, with its codes and its own words (`…` for names and ids): search this page for what you were told.",
    "What is not here is not known: verify says so, with the ids to quote to Microsoft. Words in CAPITALS stand for your own values; a printed failure has them filled in.",
    "",
    "This page is generated: `node scripts/errors-page.ts` (from `scripts/verify/errors-page/error-catalogue.ts` and `scripts/verify/decoder/`).",
    "",
  ];
  for (const { name, title } of chapters) {
    lines.push(`# ${title} (exit ${name === "interrupted" ? `${exitCode.interrupted}, ${exitCode.terminated}` : exitCode[name]})`, "");
    for (const code of codesOf(name)) lines.push(...formatSection(code));
  }
  lines.push(
    "# What is no failure",
    "",
    "How a call ended, and other answers that break nothing: the evidence names them, and they unprove nothing. With `--require-answer` a call that nobody took ends with `DT_CALL_NOT_ANSWERED`.",
    "",
    ...formatRows(decoderRows.filter(({ errorCode }) => errorCode === null)),
  );
  return `${lines.join("\n").trimEnd()}\n`;
}

function codesOf(name: ExitCodeName): readonly ErrorCode[] {
  return (Object.keys(errorCodes) as ErrorCode[]).filter((code) => errorCodes[code] === name);
}

function formatSection(code: ErrorCode): string[] {
  const { meaning, who, cure } = errorCatalogue[code];
  const rows = decoderRows.filter(({ errorCode }) => errorCode === code);
  return [`## ${code}`, "", meaning, "", `- **Who:** ${who}`, `- **Cure:** ${cure}`, "", ...formatRows(rows)];
}

function formatRows(rows: readonly DecoderRow[]): string[] {
  if (rows.length === 0) return [];
  return [
    "| Microsoft says | means | who and how | waiting, consent | source |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${[toSays(row), row.cause, toCure(row), toVerdict(row), row.source].map(toCell).join(" | ")} |`),
    "",
  ];
}

function toSays({ surface, match, texts }: DecoderRow): string {
  const prefix = surface === "login" ? "AADSTS" : "";
  const codes = [
    ...(match.codes ?? []).map((code) => `\`${prefix}${code}\``),
    ...(match.families ?? []).map((family) => `\`${prefix}${family}…\``),
    ...(match.subcodes === undefined ? [] : [`subcode ${match.subcodes.map((subcode) => `\`${subcode}\``).join(", ")}`]),
  ];
  const status = match.statuses === undefined ? "" : `HTTP ${match.statuses.join(", ")} `;
  const words = (texts ?? []).map((text) => `“${text}”`);
  return [`${surfaces[surface]}: ${status}${codes.join(", ")}`.replace(/: $/, "").trim(), ...words].join("<br>");
}

function toCure({ owner, fix }: DecoderRow): string {
  return `**${owner}**: ${toCapitals(fix)}`;
}

function toVerdict({ waitableSeconds, consentVerdict }: DecoderRow): string {
  const waiting = waitableSeconds === 0 ? "waiting does not cure it" : `may cure itself within ${waitableSeconds} s`;
  const consent = { proved: "consent is proved", missing: "consent is missing", nothing: "says nothing about consent" }[consentVerdict];
  return `${waiting}; ${consent}`;
}

/** One cell of a table: no pipe and no line break may end it early. */
function toCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
