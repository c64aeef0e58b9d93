import type { DrillEvidence } from "../evidence.ts";

/** How a drill came out, for people. */
const ends: Readonly<Record<DrillEvidence["end"], string>> = {
  transferred: "transferred: the transferee answered, and the call left us",
  returned: "came back: the transferee did not take the call",
  cancelled: "cancelled while it played",
  "played-out": "not shown: the prompt had ended before it was cancelled",
  "not-played": "failed: Microsoft could not play the prompt",
  silent: "not shown: nothing that decides it was notified in time",
  "call-ended": "not shown: the call ended while it was under way",
  refused: "refused by Graph",
  unanswered: "not known: Graph did not answer",
  "not-made": "not made: the call was not up",
};

/** One line: what was drilled, and how it came out. Pure. */
export function toDrillWords({ kind, transferTo, end }: DrillEvidence): string {
  return `${kind === "transfer" ? `transfer to ${transferTo ?? "?"}` : "play a prompt and cancel it"}: ${ends[end]}`;
}

/** Everything that was asked and told, in the order of its time. Pure. */
export function toDrillSteps({ requests, states, operations }: DrillEvidence): readonly { readonly at: string; readonly text: string }[] {
  const toResult = (result: { readonly code: number; readonly subcode: number; readonly meaning: string } | null): string =>
    result === null ? "" : `: ${result.meaning} (${result.code}/${result.subcode})`;
  return [
    ...requests.map(({ at, action, answer }) => ({ at, text: `asked ${action}, ${answer}` })),
    ...states.map(({ at, state, result }) => ({ at, text: `told ${state}${toResult(result)}` })),
    ...operations.map(({ at, type, status, completionReason, result }) => ({
      at,
      text: `told ${type} ${status}${completionReason === null ? "" : `, ${completionReason}`}${toResult(result)}`,
    })),
  ].toSorted((left, right) => left.at.localeCompare(right.at));
}
