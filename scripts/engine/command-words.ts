import type { CommandError } from "@pulumi/pulumi/automation/index.js";

/** Longest part of what a command said that goes into a message, in characters. */
const maxLength = 300;

/** What the CLI said when it failed: its own `error:` line, else how it failed. The rest of its output is not repeated. */
export function toCommandWords({ message }: CommandError): string {
  const lines = message.split("\n").map((line) => line.trim());
  const said =
    lines.find((line) => line.startsWith("error:"))?.replace(/^error: */, "") ??
    lines.find((line) => line.startsWith("stderr: "))?.replace(/^stderr: */, "") ??
    "nothing";
  return said.slice(0, maxLength);
}
