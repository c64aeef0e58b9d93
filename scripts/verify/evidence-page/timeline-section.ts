import type { Evidence } from "../evidence.ts";
import { markup, type Markup } from "../page/markup.ts";
import { drawTimeline } from "./call-timeline.ts";
import { toTimelineEvents } from "./timeline-events.ts";

/** What became of the one call, as a drawing and in words; or that none was placed. */
export function formatTimelineSection(evidence: Evidence): Markup {
  const { call } = evidence;
  if (call === null) {
    return markup`<section aria-labelledby="call">
      <h2 id="call">The call</h2>
      <p>No call was placed.</p>
    </section>`;
  }
  const events = toTimelineEvents(evidence);
  const result = call.result === null ? undefined : `${call.result.meaning} (${call.result.code}/${call.result.subcode})`;
  return markup`<section aria-labelledby="call">
    <h2 id="call">The call</h2>
    <p>
      ${call.answered ? "Answered" : call.notifications.length === 0 ? "No notification of it came" : "Not answered"},
      ${call.hungUp ? "hung up" : "NOT hung up"}${result === undefined ? undefined : `: ${result}`}.
      <span class="soft"
        >Call <span class="mono">${call.id}</span>, chain <span class="mono">${call.callChainId ?? "not given"}</span>, request
        <span class="mono">${call.requestId ?? "not given"}</span>.</span
      >
    </p>
    ${events.length === 0 ? undefined : markup`<div class="panel">${drawTimeline(events)}</div>`}
  </section>`;
}
