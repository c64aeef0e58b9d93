import type { Paint } from "../lib/paint.ts";
import type { TeardownEvidence } from "./teardown-evidence.ts";

const marks = { planned: "-", gone: "✓", left: "✘", unknown: "?" } as const;

/** The teardown for people: what is gone or would go, what Microsoft keeps, one sentence of verdict. Pure. */
export function formatTeardown(evidence: TeardownEvidence, paint: Paint): string {
  const { things, kept, obstacles, otherGrants } = evidence;
  const lines = ["", paint.bold(`Dialtone teardown: stack ${evidence.stack}, cloud ${evidence.cloud}`), ""];
  const width = Math.max(0, ...things.map(({ kind }) => kind.length));
  for (const { kind, name, status, saw, fix } of things) {
    const tone = status === "gone" ? paint.good : status === "left" ? paint.bad : status === "unknown" ? paint.warn : paint.dim;
    lines.push(`  ${tone(marks[status])} ${kind.padEnd(width)}  ${name}${status === "planned" || saw === "" ? "" : paint.dim(`  ${saw}`)}`);
    if (fix !== "") lines.push(`      fix  ${fix}`);
  }
  if (obstacles.protected.length > 0)
    lines.push("", `  ! protected, and refused until --unprotect ${evidence.stack}: ${obstacles.protected.join(", ")}`);
  if (obstacles.foreign.length > 0)
    lines.push(
      "",
      "  ! not made by this stack, and in its resource group; refused until they are moved:",
      ...obstacles.foreign.map((id) => `      ${id}`),
    );
  if (kept.length > 0) lines.push("", "  Microsoft keeps:");
  for (const { kind, name, until, why, status } of kept) {
    const text = status === "purged" ? "purged: nothing is kept" : `until ${until ?? "a time that it does not say"}; ${why}`;
    lines.push(`  ${status === "refused" ? paint.bad("✘") : "·"} ${kind} ${name}  ${text}`);
  }
  if (otherGrants !== null) {
    const { before, missing } = otherGrants;
    const end = missing === 0 ? "None was touched." : "Somebody took the others away meanwhile: a teardown asks for no deletion of them.";
    lines.push("", `  Others' grants on Microsoft Graph: ${before} before, ${before - missing} of them after. ${end}`);
  }
  const { tone, sentence } = toVerdict(evidence);
  lines.push("", paint[tone](sentence), "");
  return lines.join("\n");
}

function toVerdict(evidence: TeardownEvidence): { readonly tone: "good" | "warn" | "bad"; readonly sentence: string } {
  const { outcome, things, stack, kept } = evidence;
  const scope = evidence.rehearsal ? " in a rehearsal, against the simulated Microsoft cloud" : "";
  const count = (status: (typeof things)[number]["status"]): number => things.filter((one) => one.status === status).length;
  switch (outcome) {
    case "previewed":
      return {
        tone: "warn",
        sentence: `Nothing was done. This would delete ${evidence.counts["delete"] ?? 0} resources of the state: npm run teardown -- --stack ${stack} --yes`,
      };
    case "nothing":
      return {
        tone: "good",
        sentence: `Stack ${stack} has nothing that could be deleted, and no teardown of it was cut short. To forget it: pulumi stack rm ${stack}`,
      };
    case "gone":
      return {
        tone: "good",
        sentence: `Proved${scope}: all ${things.length} things that stack ${stack} made are gone.${kept.some(({ status }) => status === "kept") ? " Microsoft keeps what is named above." : ""} To forget the stack: pulumi stack rm ${stack}`,
      };
    case "left":
      return {
        tone: "bad",
        sentence: `Left behind (${String(evidence.code)}, exit ${evidence.exitCode}): ${count("left")} of ${things.length} things are still there, ${kept.filter(({ status }) => status === "refused").length} could not be purged.`,
      };
    case "uncertain":
      return {
        tone: "warn",
        sentence: `Not known (${String(evidence.code)}, exit ${evidence.exitCode}): ${count("unknown") === 0 ? "what Microsoft keeps could not be read, and not be purged" : `${count("unknown")} of ${things.length} things could not be read back`}. Run it again.`,
      };
  }
}
