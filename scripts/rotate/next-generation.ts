import { type CredentialGeneration, type CredentialMode, maxLifeDays } from "../../infra/contract/credential-settings.ts";
import type { WrittenCredential, WrittenGeneration } from "./written-credential.ts";

/** The generation after the newest: the next number in its name, the same life, the mode in use or the one that is wanted. Pure. */
export function toNextGeneration(
  written: WrittenCredential,
  generations: readonly CredentialGeneration[],
  wantedMode: "secret" | "certificate" | undefined,
): WrittenGeneration {
  const timed = generations.findLast((one) => one.mode !== "federated");
  const mode: CredentialMode = wantedMode ?? generations.at(-1)?.mode ?? "secret";
  const modeOfAll: CredentialMode = written.mode ?? "secret";
  return {
    name: toNextName(generations.map(({ name }) => name)),
    ...(mode === modeOfAll ? {} : { mode }),
    life: timed !== undefined && "life" in timed ? timed.life : `${maxLifeDays}d`,
  };
}

/** `g3` after `g2`; one more than the highest number that is taken, behind the newest name's letters. */
function toNextName(names: readonly string[]): string {
  const numbers = names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0));
  const stem = names.at(-1)?.replace(/\d+$/, "") ?? "g";
  return `${stem}${Math.max(...numbers) + 1}`;
}
