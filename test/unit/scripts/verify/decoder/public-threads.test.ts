// Proves that what people were told, in public threads, leads to the cause and the cure that the threads came to, however
// it was copied; and that what nobody there found out is not guessed. Cannot prove that those threads were right: each names its source.
import { test, type TestContext } from "node:test";
import { decodeRaw } from "../../../../../scripts/verify/decoder/decode-raw.ts";
import { provisioningThreads } from "./provisioning-threads.ts";
import { publicThreads } from "./public-threads.ts";
import { signInThreads } from "./sign-in-threads.ts";

const threads = [...publicThreads, ...signInThreads, ...provisioningThreads];

for (const { url, raw, row, says } of threads) {
  test(`${url.replace("https://github.com/", "")}: ${raw.slice(0, 60).replaceAll("\n", " ")} is ${row ?? "not known"}`, (t: TestContext) => {
    const known = decodeRaw(raw);
    t.assert.strictEqual(known?.row ?? null, row);
    t.assert.match(known === undefined ? "" : `${known.cause}; ${known.fix}`, says);
  });
}

/** Ways from a screen to a forum, each of which changes the text. */
const disguises: Readonly<Record<string, (raw: string) => string>> = {
  "in capitals": (raw) => raw.toUpperCase(),
  "as a JSON string": (raw) => JSON.stringify({ message: raw }),
  "as a JSON string in a JSON string": (raw) => JSON.stringify({ body: JSON.stringify({ message: raw }) }),
  "broken by a terminal of 60 columns": (raw) => raw.replaceAll(/.{60}/g, "$&\n"),
  "in a log with carriage returns": (raw) => `2026-11-26T01:02:03.456Z [ERROR] 12#34 request 400 ${raw.replaceAll("\n", "\r\n")}\r\n`,
  coloured: (raw) => `\u001B[31m${raw}\u001B[0m`,
  "as HTML": (raw) =>
    `<pre>${raw.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;").replaceAll("<", "&lt;")}</pre>`,
  "with a word processor's quotation marks": (raw) => raw.replaceAll(/"([^"]*)"/g, "“$1”").replaceAll(/'([^']*)'/g, "‘$1’"),
  "quoted in an answer": (raw) => raw.split("\n").map((line) => `> ${line}`).join("\n"), // prettier-ignore
};
for (const [name, disguise] of Object.entries(disguises)) {
  test(`every thread's text is known ${name}`, (t: TestContext) => {
    const lost = threads.map(({ raw, row }) => [row, decodeRaw(disguise(raw))?.row ?? null, raw]).filter(([row, found]) => row !== found);
    t.assert.deepStrictEqual(lost, []);
  });
}

test("at least sixty threads, and each text is one that was really seen somewhere", (t: TestContext) => {
  const hosts = new Set(threads.map(({ url }) => new URL(url).host));
  t.assert.ok(new Set(threads.map(({ url }) => url)).size >= 60);
  t.assert.deepStrictEqual([...hosts], ["github.com"]);
});

for (const text of [
  "",
  "it does not work",
  "HTTP 500",
  "code 4711",
  "DiagCode: 580#1",
  "580#5430",
  "AADSTS4711: something",
  '{"error":{"code":"9195"}}',
  '"POST /api/calls HTTP/1.1" 403 7503 "-" "curl/8"',
  "fixes owner/repository#7000, see 200/7000 of the calls",
  "the page has 7503 words and 400 2203 letters",
  "Call not found.",
  "error code 12345678",
  "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
  "call 7504e3a0-0000-4000-8000-000000007505 was answered",
  "AADSTS700023: The provided value for the input parameter scope isn't valid",
  "Operation is not allowed: OperationNotAllowed",
]) {
  test(`"${text}" is not guessed`, (t: TestContext) => {
    t.assert.strictEqual(decodeRaw(text), undefined);
  });
}

test("a long paste is read in one go: no run of one character is looked at from each of its places", (t: TestContext) => {
  const pastes = ["code", "DiagCode:", "subcode", "error", "AADSTS", "x"].flatMap((word) =>
    [" ", "\\", '"', "[", ":", "\\r", "%20", "\n"].map((run) => word + run.repeat(300_000)),
  );
  const startedAt = performance.now();
  t.assert.deepStrictEqual([...new Set(pastes.map((paste) => decodeRaw(paste)))], [undefined]);
  // Milliseconds: some 5 s on a busy machine; a quadratic pattern took minutes for one of them.
  t.assert.ok(performance.now() - startedAt < 60_000);
});
