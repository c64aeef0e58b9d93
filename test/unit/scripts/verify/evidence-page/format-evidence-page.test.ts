// Proves what is in the page's bytes. How it looks, prints and behaves is proved in a browser: browser.test.ts.
import { createHash } from "node:crypto";
import { test, type TestContext } from "node:test";
import { formatEvidencePage } from "../../../../../scripts/verify/evidence-page/format-evidence-page.ts";
import type { Evidence } from "../../../../../scripts/verify/evidence.ts";
import {
  createBrokenEvidence,
  createDrilledEvidence,
  createFailedDrillEvidence,
  createHandedOffEvidence,
  createProvedEvidence,
} from "../evidence-fixture.ts";

const source = { file: "evidence-20261125T100000000Z.json", sha256: "ab".repeat(32) };

/** What a reader reads: elements away, entities back. */
function toText(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
}

/** Every string of a document, at any depth. */
function toStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(toStrings) : [];
}

test("every check, every moment of the call and everything asked is on the page", async (t: TestContext) => {
  const evidence = await createProvedEvidence();
  const text = toText(formatEvidencePage(evidence, source));
  const { call, subject, asked } = evidence;
  const wanted = [
    ...evidence.checks.flatMap(({ link, message, saw }) => [link, message, saw]),
    ...(call?.notifications.map(({ state }) => state) ?? []),
    ...(asked?.flatMap(({ what, answer }) => [what, answer]) ?? []),
    call?.id ?? "no call",
    call?.callChainId ?? "no chain",
    call?.requestId ?? "no request",
    call?.result?.meaning ?? "no meaning",
    ...toStrings(subject),
    evidence.stack,
    evidence.cloud,
    evidence.startedAt,
    evidence.dialtoneVersion,
    evidence.permission.appRoleId,
    source.file,
    source.sha256,
    "(4 times in 0.9 s)",
  ];
  t.assert.deepStrictEqual(
    wanted.filter((value) => !text.includes(value.replaceAll(/\s+/g, " "))),
    [],
  );
});

test("a drill has a section of its own: what was asked, what was told, how it came out", async (t: TestContext) => {
  const texts = await Promise.all(
    [createDrilledEvidence, createFailedDrillEvidence, createProvedEvidence].map(async (create) =>
      toText(formatEvidencePage(await create(), source)),
    ),
  );
  const wanted = [
    [
      "transfer to …beef: transferred",
      "asked transfer, 202",
      "told transferring",
      "told transferAccepted",
      "the call was transferred (200/7015)",
    ],
    [
      "play a prompt and cancel it: failed",
      "asked playPrompt, 200",
      "asked cancelMediaProcessing, 200",
      "completed, unknown: it could not be played (400/0)",
      "The drill was not:",
    ],
  ];
  t.assert.deepStrictEqual(
    wanted.map((parts, index) => parts.filter((part) => texts[index]?.includes(part) !== true)),
    [[], []],
  );
  t.assert.strictEqual(texts[2]?.includes("The drill"), false);
});

test("what is not in order is shown with code, saw, expected and fix", async (t: TestContext) => {
  const evidence = await createBrokenEvidence();
  const text = toText(formatEvidencePage(evidence, source));
  const broken = evidence.checks.find(({ status }) => status === "failed");
  const wanted = [
    broken?.code,
    broken?.message,
    broken?.saw,
    broken?.expected,
    broken?.fix,
    "docs/errors.md#dt_bot_missing",
    "No call was placed.",
  ];
  t.assert.deepStrictEqual(
    wanted.filter((value) => !text.includes(String(value))),
    [],
  );
});

test("no value of the evidence can become markup", async (t: TestContext) => {
  const attack = `"'><img src=x onerror=alert(1)><script>alert(2)</script>`;
  const hurt = (value: unknown): unknown => {
    if (typeof value === "string") return `${value}${attack}`;
    if (Array.isArray(value)) return value.map(hurt);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hurt(one)]))
      : value;
  };
  const evidence = await createProvedEvidence();
  // The members that choose a form are what the schema lets them be.
  const { checks, asked, startedAt, finishedAt, outcome, ...rest } = evidence;
  const hurtEvidence = {
    ...(hurt(rest) as object),
    startedAt,
    finishedAt,
    outcome,
    checks: checks.map((check) => ({ ...(hurt(check) as object), link: check.link, status: check.status })),
    asked: asked?.map((one) => ({ ...(hurt(one) as object), at: one.at, service: one.service })),
    call: {
      ...(hurt(evidence.call) as object),
      notifications: evidence.call?.notifications.map(({ at, state }) => ({ at, state: `${state}${attack}` })),
    },
  } as unknown as Evidence;
  const page = formatEvidencePage(hurtEvidence, { file: `f${attack}`, sha256: `s${attack}` });
  t.assert.ok(page.includes("&lt;script&gt;alert(2)"));
  t.assert.doesNotMatch(page, /<script|<img|"onerror|\sonerror=(?!alert\(1\)&gt;)/);
});

test("the page asks nobody anything: no script, no link, no address in an attribute but the empty icon", async (t: TestContext) => {
  const page = formatEvidencePage(await createProvedEvidence(), source);
  t.assert.deepStrictEqual(page.match(/<script|<iframe|<object|<embed|<form|<img|\ssrc=|url\(|@import/g), null);
  t.assert.deepStrictEqual(page.match(/\shref="[^"]*"/g), [' href="data:,"']);
});

test("its own policy allows its own style and nothing else", async (t: TestContext) => {
  const page = formatEvidencePage(await createProvedEvidence(), source);
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
  const digest = createHash("sha256").update(style, "utf8").digest("base64");
  t.assert.ok(
    page.includes(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    ),
  );
});

test("a rehearsal says that it proves nothing about a real tenant, and a real run does not say so", async (t: TestContext) => {
  const real = await createProvedEvidence();
  const page = formatEvidencePage({ ...real, rehearsal: true, cloud: "rehearsal", engine: "in-process" }, source);
  t.assert.deepStrictEqual(
    [page, formatEvidencePage(real, source)].map((one) => one.includes("It proves nothing about a real tenant.")),
    [true, false],
  );
});

test("the predecessor of the evidence is named, or that there is none", async (t: TestContext) => {
  const evidence = await createProvedEvidence();
  const previous = { file: "evidence-1.json", sha256: "cd".repeat(32) };
  t.assert.match(formatEvidencePage({ ...evidence, previous }, source), /evidence-1\.json<\/span>, sha256\s+<span class="mono">(cd){32}/);
  t.assert.match(formatEvidencePage({ ...evidence, previous: null }, source), /It is the first in its folder\./);
});

test("a hand-off is named, and its commands stay on their own page", async (t: TestContext) => {
  const text = toText(formatEvidencePage(await createHandedOffEvidence(), source));
  t.assert.match(text, /the hand-off page beside this one says how/);
  t.assert.doesNotMatch(text, /az rest/);
});
