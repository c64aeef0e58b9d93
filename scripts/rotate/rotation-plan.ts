import { credentialSchema, type CredentialGeneration } from "../../infra/contract/credential-settings.ts";
import { toNextGeneration } from "./next-generation.ts";
import type { WrittenCredential, WrittenGeneration } from "./written-credential.ts";

export interface RotationSituation {
  readonly written: WrittenCredential;
  /** Names of the generations that the stack's state has. */
  readonly deployed: readonly string[];
  /** Name of the one in use, as the outputs say. */
  readonly inUse: string;
  readonly now: Date;
  readonly overlapMs: number;
  /** The mode to go to; undefined: the one in use. */
  readonly wantedMode: "secret" | "certificate" | undefined;
}

/** What the next step is. Whatever was interrupted comes before anything new. */
export type RotationPlan =
  /** Adds a generation beside the one in use, or goes on with adding it. */
  | { readonly kind: "add"; readonly name: string; readonly isResumed: boolean; readonly credential: WrittenCredential }
  /** The newest is in place and in use; older ones have no end of their overlap yet. */
  | { readonly kind: "mark"; readonly credential: WrittenCredential }
  /** Takes older ones away, or goes on with it. */
  | { readonly kind: "remove"; readonly names: readonly string[]; readonly credential: WrittenCredential }
  | { readonly kind: "wait"; readonly names: readonly string[]; readonly until: string }
  | { readonly kind: "nothing"; readonly why: string };

/** The next step of a rotation, from what is written, what is deployed and what time it is. Pure: the same situation has the same step. */
export function planRotation(situation: RotationSituation): RotationPlan {
  const { written, deployed, now } = situation;
  const generations = credentialSchema.parse(written).generations;
  const newest = generations.at(-1);
  if (newest === undefined) return { kind: "nothing", why: "there is no credential" };
  const isThere = (name: string): boolean => deployed.includes(name);
  if (!isThere(newest.name) || situation.inUse !== newest.name) {
    const begun = isThere(newest.name) ? written : inWantedMode(written, newest, situation.wantedMode);
    return { kind: "add", name: newest.name, isResumed: true, credential: withMarks(withoutMarks(begun), generations, situation) };
  }
  const names = new Set(generations.map(({ name }) => name));
  const begun = [...new Set([...(written.removing ?? []), ...deployed])].filter((name) => !names.has(name));
  if (begun.length > 0) return { kind: "remove", names: begun, credential: { ...written, removing: begun } };
  const older = olderOf(written, generations);
  if (older.some(({ removeAfter }) => removeAfter === undefined))
    return { kind: "mark", credential: withMarks(written, generations, situation) };
  const due = older.filter(({ removeAfter }) => Date.parse(removeAfter ?? "") <= now.getTime()).map(({ name }) => name);
  if (due.length > 0)
    return {
      kind: "remove",
      names: due,
      credential: { ...written, generations: written.generations.filter(({ name }) => !due.includes(name)), removing: due },
    };
  if (older.length > 0) {
    const until = older.map(({ removeAfter }) => removeAfter ?? "").toSorted()[0] ?? "";
    return { kind: "wait", names: older.map(({ name }) => name), until };
  }
  return toNew(generations, newest, situation);
}

/** What stands in the file once the older ones are gone. Pure. */
export function withoutRemoving({ removing: _ended, ...written }: WrittenCredential): WrittenCredential {
  return written;
}

/** The newest one was never made, and may still be of another kind: the tenant may have refused it. */
function inWantedMode(
  written: WrittenCredential,
  newest: CredentialGeneration,
  wantedMode: RotationSituation["wantedMode"],
): WrittenCredential {
  if (wantedMode === undefined || newest.mode === wantedMode || newest.mode === "federated") return written;
  return { ...written, generations: written.generations.map((one) => (one.name === newest.name ? { ...one, mode: wantedMode } : one)) };
}

/** The overlap begins when the newest one is there, not when somebody began to add it. */
function withoutMarks(written: WrittenCredential): WrittenCredential {
  return {
    ...written,
    generations: written.generations.map(
      (one) => Object.fromEntries(Object.entries(one).filter(([key]) => key !== "removeAfter")) as unknown as WrittenGeneration,
    ),
  };
}

/** Secrets and certificates behind which a newer generation stands. Trusts in another issuer have no end and stay. */
function olderOf(written: WrittenCredential, generations: readonly CredentialGeneration[]): readonly WrittenGeneration[] {
  return written.generations.filter((_, index) => index < generations.length - 1 && generations[index]?.mode !== "federated");
}

/** Older generations with the end of their overlap; what is marked stays as it is. */
function withMarks(
  written: WrittenCredential,
  generations: readonly CredentialGeneration[],
  { now, overlapMs }: RotationSituation,
): WrittenCredential {
  const removeAfter = toSecond(new Date(now.getTime() + overlapMs));
  const older = new Set(olderOf(written, generations).map(({ name }) => name));
  return {
    ...written,
    generations: written.generations.map((one) => (older.has(one.name) && one.removeAfter === undefined ? { ...one, removeAfter } : one)),
  };
}

function toNew(generations: readonly CredentialGeneration[], newest: CredentialGeneration, situation: RotationSituation): RotationPlan {
  const { written, wantedMode } = situation;
  if (newest.mode === "federated" && wantedMode === undefined)
    return { kind: "nothing", why: "the generation in use trusts another issuer: it has no secret and no end" };
  const added = toNextGeneration(written, generations, wantedMode);
  const grown = { ...written, generations: [...written.generations, added] };
  return {
    kind: "add",
    name: added.name,
    isResumed: false,
    credential: withMarks(grown, credentialSchema.parse(grown).generations, situation),
  };
}

function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
