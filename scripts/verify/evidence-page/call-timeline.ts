import { markup, type Markup } from "../page/markup.ts";
import type { TimelineEvent } from "./timeline-events.ts";

/** Size of the drawing in its own units; it scales with the page. */
const width = 880;
/** Room for the names of the two lanes. */
const left = 118;
const right = 18;
/** Height of a row of labels. */
const rowHeight = 17;
/** Width of a character of a label, for keeping labels apart; a little more than the widest common font has. */
const characterWidth = 7;

/** How the line of time is drawn while a state lasts: the longer the call is up, the stronger. Anything else is a thin line. */
const strokes: Readonly<Record<string, { readonly strokeWidth: number; readonly dash: string }>> = {
  establishing: { strokeWidth: 3, dash: "2 4" },
  ringing: { strokeWidth: 3, dash: "5 4" },
  established: { strokeWidth: 9, dash: "none" },
  transferring: { strokeWidth: 5, dash: "9 5" },
  transferAccepted: { strokeWidth: 5, dash: "none" },
  terminating: { strokeWidth: 3, dash: "none" },
};

interface Placed extends TimelineEvent {
  readonly x: number;
  readonly row: number;
  readonly text: string;
  readonly anchor: "start" | "end";
}

/**
 * The call as a line of time: above it what we asked of Graph (triangles), below it what Microsoft told us in signed
 * notifications (dots), each with its second. Shapes and words carry the meaning, colour none.
 */
export function drawTimeline(events: readonly TimelineEvent[]): Markup {
  const spanMs = Math.max(1, events.at(-1)?.atMs ?? 1);
  const asked = place(
    events.filter(({ lane }) => lane === "asked"),
    spanMs,
  );
  const told = place(
    events.filter(({ lane }) => lane === "told"),
    spanMs,
  );
  const axis = 30 + toRows(asked) * rowHeight + 12;
  const height = axis + 40 + toRows(told) * rowHeight;
  const words = events.map(({ atMs, label, lane }) => `${lane === "asked" ? "asked" : "told"}: ${label} at ${toSeconds(atMs)}`).join("; ");
  return markup`<svg class="timeline" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="timeline-title timeline-words" font-size="12" fill="currentColor">
    <title id="timeline-title">Timeline of the call</title>
    <desc id="timeline-words">${words}</desc>
    <text x="0" y="${axis - 18}">we asked Graph</text>
    <text x="0" y="${axis + 24}">Graph notified</text>
    <path d="M${left} ${axis}H${width - right}" stroke="currentColor" stroke-width="1" />
    ${told.map(({ x, label }, index) => drawState(label, x, told[index + 1]?.x, axis))}
    ${asked.map((event) => drawRequest(event, axis))}
    ${told.map((event) => drawNotification(event, axis))}
  </svg>`;
}

function drawRequest({ x, row, text, anchor }: Placed, axis: number): Markup {
  const y = axis - 18 - row * rowHeight;
  return markup`<path d="M${x - 6} ${axis - 14}h12l-6 10z" />${row > 0 ? drawLead(x, axis - 12, y) : undefined}${drawLabel(x, y, anchor, text)}`;
}

function drawNotification({ x, row, text, anchor }: Placed, axis: number): Markup {
  const y = axis + 24 + row * rowHeight;
  return markup`<circle cx="${x}" cy="${axis}" r="5.5" />${drawLead(x, axis, y - 4)}${drawLabel(x, y, anchor, text)}`;
}

function drawLabel(x: number, y: number, anchor: Placed["anchor"], text: string): Markup {
  return markup`<text x="${anchor === "start" ? x + 8 : x - 8}" y="${y}" text-anchor="${anchor}">${text}</text>
    `;
}

function drawState(state: string, from: number, to: number | undefined, axis: number): Markup {
  const stroke = Object.hasOwn(strokes, state) ? strokes[state] : undefined;
  if (stroke === undefined || to === undefined) return markup``;
  return markup`<path
    d="M${from} ${axis}H${to}"
    stroke="currentColor"
    stroke-width="${stroke.strokeWidth}"
    stroke-dasharray="${stroke.dash}"
    opacity="0.55"
  /> `;
}

function drawLead(x: number, from: number, to: number): Markup {
  return markup`<path d="M${x} ${from}V${to}" stroke="currentColor" stroke-width="1" opacity="0.4" />`;
}

/** Puts each label into the first row where it does not touch the one before. */
function place(events: readonly TimelineEvent[], spanMs: number): readonly Placed[] {
  const taken: { readonly from: number; readonly to: number }[][] = [];
  return events.map((event) => {
    const x = toX(event.atMs, spanMs);
    const text = `${event.label}  ${toSeconds(event.atMs)}`;
    const length = text.length * characterWidth + 16;
    const anchor = x + length > width ? "end" : "start";
    const from = anchor === "start" ? x : x - length;
    let row = taken.findIndex((labels) => labels.every((label) => from > label.to || from + length < label.from));
    if (row === -1) row = taken.push([]) - 1;
    taken[row]?.push({ from, to: from + length });
    return { ...event, x, row, text, anchor };
  });
}

function toRows(placed: readonly Placed[]): number {
  return Math.max(0, ...placed.map(({ row }) => row));
}

function toX(atMs: number, spanMs: number): number {
  return Math.round((left + 6 + (atMs / spanMs) * (width - left - right - 12)) * 10) / 10;
}

function toSeconds(atMs: number): string {
  return `+${(atMs / 1000).toFixed(2)} s`;
}
