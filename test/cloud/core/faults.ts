import { compilePathTemplate } from "./path-template.ts";
import type { FaultAction, FaultRule, FaultRules, FaultSubject, LagKind, Spoil } from "./fault-rule.ts";

/** Fault rules with the names of those that never fired: a scenario that set a rule for nothing must hear of it. */
export interface FaultBook extends FaultRules {
  readonly neverFired: () => readonly string[];
  /** As `take`, with the rule's name for the transcript. */
  readonly takeNamed: (request: FaultSubject) => { readonly name: string; readonly action: FaultAction } | undefined;
  readonly clear: () => void;
}

interface Entry {
  readonly rule: FaultRule;
  /** Whether the path is one of the rule's. */
  readonly isPath: (path: string) => boolean;
  matched: number;
  fired: number;
}

/**
 * Faults as rules, never as dice: a rule counts its matches and fires on the `nth` and the `times - 1` after it. The
 * first rule in order that fires wins; the others count the match all the same.
 */
export function createFaultBook(initial: readonly FaultRule[] = []): FaultBook {
  const entries: Entry[] = [];
  const add = (rule: FaultRule): void => {
    if (entries.some((entry) => entry.rule.name === rule.name)) throw new RangeError(`a fault rule named "${rule.name}" exists`);
    entries.push({ rule, isPath: toPathTest(rule.match.path), matched: 0, fired: 0 });
  };
  for (const rule of initial) add(rule);

  function takeFrom(candidates: readonly Entry[]): Entry | undefined {
    let winner: Entry | undefined;
    for (const entry of candidates) {
      entry.matched += 1;
      if (winner === undefined && isDue(entry)) winner = entry;
    }
    if (winner !== undefined) winner.fired += 1;
    return winner;
  }

  function takeNamed(request: FaultSubject): { name: string; action: FaultAction } | undefined {
    const winner = takeFrom(entries.filter((entry) => isRequestAction(entry.rule.action) && matchesRequest(entry, request)));
    return winner === undefined ? undefined : { name: winner.rule.name, action: winner.rule.action };
  }

  return {
    add,
    list: () => entries.map(({ rule, fired }) => ({ ...rule, fired })),
    take: (request) => takeNamed(request)?.action,
    takeNamed,
    lagMs: (kind: LagKind) => {
      // A lag is a condition of the cloud, not an event: it holds for every object of its kind and is not used up.
      let lagMs = 0;
      for (const entry of entries) {
        if (entry.rule.action.kind !== "lag" || entry.rule.action.object !== kind) continue;
        entry.fired += 1;
        lagMs = Math.max(lagMs, entry.rule.action.delayMs);
      }
      return lagMs;
    },
    takeSpoil: (kind, subject): Spoil | undefined => {
      const spoiling = entries.filter(
        ({ rule, isPath }) =>
          rule.action.kind === "spoil" &&
          rule.action.what === kind &&
          // A token has no path of its own, a notification that of its target.
          (rule.match.path === undefined || isPath(subject["path"] ?? "")) &&
          matchesSubject(rule, { plane: kind === "token" ? "login" : "notify", method: "POST", ...subject }),
      );
      const action = takeFrom(spoiling)?.rule.action;
      return action?.kind === "spoil" ? action.spoil : undefined;
    },
    neverFired: () => entries.filter((entry) => entry.fired === 0).map((entry) => entry.rule.name),
    clear: () => {
      entries.length = 0;
    },
  };
}

function isDue({ rule, matched }: Entry): boolean {
  const first = rule.match.nth ?? 1;
  const times = rule.times ?? 1;
  return matched >= first && (times === "always" || matched < first + times);
}

function isRequestAction(action: FaultAction): boolean {
  return action.kind !== "lag" && action.kind !== "spoil";
}

function matchesRequest({ rule: { match }, isPath }: Entry, request: FaultSubject): boolean {
  return (
    (match.plane === undefined || match.plane === request.plane) &&
    (match.operation === undefined || matchesName(match.operation, request.operation)) &&
    (match.method === undefined || match.method.toUpperCase() === request.method.toUpperCase()) &&
    isPath(request.path) &&
    (match.callerObjectId === undefined || match.callerObjectId === request.callerObjectId) &&
    (match.clientId === undefined || match.clientId === request.clientId)
  );
}

/** A token or notification is described by strings of its plane (`operation`, `callerObjectId`); what is not told does not match. */
function matchesSubject({ match }: FaultRule, subject: Readonly<Record<string, string>>): boolean {
  return (
    (match.plane === undefined || match.plane === subject["plane"]) &&
    (match.operation === undefined || matchesName(match.operation, subject["operation"] ?? "")) &&
    (match.method === undefined || match.method.toUpperCase() === subject["method"]) &&
    (match.callerObjectId === undefined || match.callerObjectId === subject["callerObjectId"])
  );
}

function toPathTest(template: string | undefined): (path: string) => boolean {
  if (template === undefined) return () => true;
  const { match } = compilePathTemplate(template, { ignoreCase: true });
  return (path) => match(path.replace(/\/$/, "").split("/").slice(1)) !== undefined;
}

function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
