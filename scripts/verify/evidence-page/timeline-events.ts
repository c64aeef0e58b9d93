import type { Evidence } from "../evidence.ts";

/** One moment of a call. */
export interface TimelineEvent {
  /** Milliseconds since the first one. */
  readonly atMs: number;
  readonly label: string;
  /** `asked`: by us, of Graph. `told`: by a signed notification. */
  readonly lane: "asked" | "told";
}

/** `create`, `hang up`, or the action that was asked of the call. */
function toRequestName(what: string): string {
  if (!what.startsWith("POST")) return "hang up";
  return /\/calls\/[^/]+\/(\w+)$/.exec(what)?.[1] ?? "create";
}

/** What was asked about the call and what was told of it, in order. Pure. */
export function toTimelineEvents({ asked, call }: Evidence): readonly TimelineEvent[] {
  const requests = (asked ?? [])
    .filter(({ service, what }) => service === "graph" && /^(POST|DELETE) \S*\/communications\/calls/.test(what))
    .map(({ at, what, answer }) => ({
      atMs: Date.parse(at),
      label: `${toRequestName(what)} ${answer}`,
      lane: "asked" as const,
    }));
  const notifications = (call?.notifications ?? []).map(({ at, state }) => ({ atMs: Date.parse(at), label: state, lane: "told" as const }));
  const events = [...requests, ...notifications].sort((left, right) => left.atMs - right.atMs);
  const firstMs = events[0]?.atMs ?? 0;
  return events.map(({ atMs, label, lane }) => ({ atMs: atMs - firstMs, label, lane }));
}
