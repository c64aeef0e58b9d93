import type { RotationEnd } from "./run-rotation.ts";

/** What a run did, for people. */
export function formatRotation(end: RotationEnd, stackName: string): string {
  const { does, isDryRun, inUse, endsAt, added, removed, older, why, postponedMode } = end;
  const lines = [`Dialtone rotate: stack ${stackName}${isDryRun ? " (dry run: nothing was changed)" : ""}`, ""];
  if (added !== null) lines.push(`  ${isDryRun ? "would add" : "added"}    generation ${added}${isDryRun ? "" : ", and it gave a token"}`);
  if (removed.length > 0) lines.push(`  ${isDryRun ? "would remove" : "removed"}  ${removed.join(", ")}`);
  if (why !== null) lines.push(`  nothing to do: ${why}`);
  lines.push(`  in use   ${inUse}${endsAt === null ? ", without an end" : `, until ${endsAt}`}`);
  const left = older.filter(({ name }) => name !== inUse);
  for (const { name, removeAfter } of left)
    lines.push(`  older    ${name}${removeAfter === null ? "" : `, good until it is taken away: from ${removeAfter} on, by the next run`}`);
  if ((does === "add" || does === "mark" || does === "wait") && left.some(({ removeAfter }) => removeAfter !== null))
    lines.push("", `  next     npm run rotate -- --stack ${stackName}, once the overlap is over`);
  if (postponedMode !== null)
    lines.push(
      "",
      `  then     npm run rotate -- --stack ${stackName} --mode ${postponedMode}: one run takes one step, and what was begun comes first`,
    );
  return `${lines.join("\n")}\n`;
}
