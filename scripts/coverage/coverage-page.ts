import type { Operation } from "../../test/cloud/core/operation.ts";
import type { ResourceType } from "../../test/cloud/planes/arm/resource-type.ts";
import { callActions } from "../../test/cloud/planes/calls/call-action.ts";
import { createRequirements } from "../../test/cloud/planes/calls/calling-role.ts";
import { createGates } from "../../test/cloud/planes/calls/create-gates.ts";
import { entityTypes } from "../../test/cloud/planes/graph/entity-types.ts";
import { absentOperations } from "./absent-operations.ts";
import type { AssumedRule } from "./assumed-rules.ts";
import type { Witnesses } from "./witnesses.ts";

export interface CoverageParts {
  readonly operations: readonly Operation[];
  readonly resourceTypes: readonly ResourceType[];
  readonly witnesses: Witnesses;
  readonly assumed: readonly AssumedRule[];
}

const levels = ["official client", "golden sequence", "sourced", "assumed"] as const;
type Level = (typeof levels)[number];

/** docs/cloud-coverage.md. */
export function formatCoveragePage(parts: CoverageParts): string {
  return `${[
    "# What the simulated cloud does, and how true it is",
    "",
    "Generated from the route tables and rule tables of test/cloud by `npm run coverage:cloud`; a test fails when it is out of date.",
    "How to run the cloud: [cloud.md](cloud.md).",
    "",
    "| level | means |",
    "| --- | --- |",
    "| official client | Microsoft's own client, unmodified, was answered to its satisfaction in the test named |",
    "| golden sequence | the recorded requests of the official azuread provider, replayed or compared in the test named |",
    "| sourced | behaviour as the source says; the test named asks by plain HTTP |",
    "| assumed | no source says it; the reason is in its place |",
    "| absent | refused, and reported as unforeseen |",
    "",
    ...formatSummary(parts),
    ...planesOf(parts.operations).flatMap((plane) => formatPlane(plane, parts)),
    ...formatAbsent(),
    ...formatRules(parts.resourceTypes),
    ...formatAssumed(parts.assumed),
  ].join("\n")}\n`;
}

function planesOf(operations: readonly Operation[]): readonly string[] {
  return [...new Set(operations.map(({ plane }) => plane))].sort();
}

function toLevel({ name, source }: Operation, witnesses: Witnesses): Level {
  const evidence = witnesses[name]?.evidence;
  if (evidence === "client") return "official client";
  if (evidence === "golden") return "golden sequence";
  return source.startsWith("ASSUMED") ? "assumed" : "sourced";
}

function formatSummary({ operations, witnesses }: CoverageParts): string[] {
  return [
    `| surface | operations | ${levels.join(" | ")} | without a witness |`,
    `| --- |${" ---: |".repeat(levels.length + 2)}`,
    ...planesOf(operations).map((plane) => {
      const own = operations.filter((operation) => operation.plane === plane);
      const counts = levels.map((level) => own.filter((operation) => toLevel(operation, witnesses) === level).length);
      const silent = own.filter(({ name }) => witnesses[name] === undefined).length;
      return `| ${[plane, own.length, ...counts, silent].join(" | ")} |`;
    }),
    "",
  ];
}

function formatPlane(plane: string, { operations, witnesses }: CoverageParts): string[] {
  const rows = operations
    .filter((operation) => operation.plane === plane)
    .map((operation) => [
      operation.name,
      `\`${operation.method} ${operation.path}\``,
      toLevel(operation, witnesses),
      witnesses[operation.name]?.testFile.replace("test/unit/cloud/", "") ?? "none",
      operation.source,
    ]);
  return [`## ${plane}`, "", ...formatTable(["operation", "request", "level", "witness (below test/unit/cloud)", "source"], rows)];
}

function formatAbsent(): string[] {
  return [
    "## Absent",
    "",
    ...formatTable(
      ["surface", "what is not there", "source"],
      absentOperations.map(({ surface, what, source }) => [surface, what, source]),
    ),
  ];
}

function formatRules(resourceTypes: readonly ResourceType[]): string[] {
  return [
    "## Rules",
    "",
    `Microsoft Graph's directory checks every body against the properties of ${Object.keys(entityTypes).length} types`,
    "(test/cloud/planes/graph/entity-types.ts, compared with @microsoft/microsoft-graph-types in a test).",
    "",
    `A create of a call passes these gates in order: ${createGates.map(({ name }) => name).join(", ")}.`,
    ...Object.entries(createRequirements).map(([what, roles]) => `- ${what}: one of ${roles.join(", ")}`),
    "",
    ...formatTable(
      ["action of a call", "roles that it checks itself", "source"],
      callActions.map(({ action, roles, source }) => [
        action,
        roles.length === 0 ? "none: settled at the create" : roles.join(" or "),
        source,
      ]),
    ),
    ...formatTable(
      ["ARM type", "api-versions", "a write ends by", "source"],
      resourceTypes.map(({ type, apiVersions, write, source }) => [
        type,
        apiVersions.join(", "),
        write.style === "none" ? "its answer" : write.style,
        source,
      ]),
    ),
  ];
}

function formatAssumed(assumed: readonly AssumedRule[]): string[] {
  return [
    "## Assumed",
    "",
    "Every place in the simulation that says ASSUMED, in its own words.",
    "",
    ...formatTable(
      ["file (below test/cloud)", "what is assumed"],
      assumed.map(({ file, sentence }) => [file, sentence]),
    ),
  ];
}

function formatTable(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [
    `| ${heads.join(" | ")} |`,
    `|${" --- |".repeat(heads.length)}`,
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
  ];
}
