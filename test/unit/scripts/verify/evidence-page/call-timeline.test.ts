// Proves what is drawn and that labels keep apart by reckoning; how wide a font is, only a browser knows.
import { test, type TestContext } from "node:test";
import { drawTimeline } from "../../../../../scripts/verify/evidence-page/call-timeline.ts";
import { toTimelineEvents } from "../../../../../scripts/verify/evidence-page/timeline-events.ts";
import { createDrilledEvidence, createProvedEvidence } from "../evidence-fixture.ts";

test("the events are our requests about the call and Graph's notifications, from the first one on", async (t: TestContext) => {
  t.assert.deepStrictEqual(toTimelineEvents(await createProvedEvidence()), [
    { atMs: 0, label: "create 201", lane: "asked" },
    { atMs: 500, label: "establishing", lane: "told" },
    { atMs: 500, label: "established", lane: "told" },
    { atMs: 500, label: "terminated", lane: "told" },
    { atMs: 1500, label: "hang up 204", lane: "asked" },
  ]);
});

test("what a drill asked of the call is named after the action, not taken for a second create", async (t: TestContext) => {
  const labels = toTimelineEvents(await createDrilledEvidence())
    .filter(({ lane }) => lane === "asked")
    .map(({ label }) => label);
  t.assert.deepStrictEqual(labels, ["create 201", "transfer 202", "hang up 204"]);
});

test("the drawing is told in words for who cannot see it", (t: TestContext) => {
  const { text } = drawTimeline([
    { atMs: 0, label: "create 201", lane: "asked" },
    { atMs: 1250, label: "established", lane: "told" },
  ]);
  t.assert.match(text, /role="img" aria-labelledby="timeline-title timeline-words"/);
  t.assert.match(text, /<desc id="timeline-words">asked: create 201 at \+0\.00 s; told: established at \+1\.25 s<\/desc>/);
});

test("labels of one moment are put into rows of their own, and the last ones stay inside", (t: TestContext) => {
  const { text } = drawTimeline([
    { atMs: 0, label: "establishing", lane: "told" },
    { atMs: 990, label: "established", lane: "told" },
    { atMs: 995, label: "terminating", lane: "told" },
    { atMs: 1000, label: "terminated", lane: "told" },
  ]);
  const labels = [...text.matchAll(/<text x="([\d.]+)" y="(\d+)" text-anchor="(\w+)">(\w+)/g)].map(([, , y, anchor, label]) => [
    label,
    y,
    anchor,
  ]);
  t.assert.deepStrictEqual(labels, [
    ["establishing", "66", "start"],
    ["established", "66", "end"],
    ["terminating", "83", "end"],
    ["terminated", "100", "end"],
  ]);
});

test("one moment alone is drawn as well", (t: TestContext) => {
  t.assert.doesNotMatch(drawTimeline([{ atMs: 0, label: "create 201", lane: "asked" }]).text, /NaN|Infinity/);
});
