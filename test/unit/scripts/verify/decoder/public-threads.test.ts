// Proves that what people were told, in public threads, leads to the cause and the cure that the threads came to; and that
// what nobody there found out is not guessed. Cannot prove that those threads were right: each names its source.
import { test, type TestContext } from "node:test";
import { decodeRaw } from "../../../../../scripts/verify/decoder/decode-raw.ts";
import { publicThreads } from "./public-threads.ts";

for (const { url, raw, row, says } of publicThreads) {
  test(`${url.replace("https://github.com/", "")}: ${raw.slice(0, 60).replaceAll("\n", " ")} is ${row ?? "not known"}`, (t: TestContext) => {
    const known = decodeRaw(raw);
    t.assert.strictEqual(known?.row ?? null, row);
    t.assert.match(known === undefined ? "" : `${known.cause}; ${known.fix}`, says);
  });
}

test("at least twenty threads, and each text is one that was really seen somewhere", (t: TestContext) => {
  const hosts = new Set(publicThreads.map(({ url }) => new URL(url).host));
  t.assert.ok(new Set(publicThreads.map(({ url }) => url)).size >= 20);
  t.assert.deepStrictEqual([...hosts], ["github.com"]);
});

for (const text of [
  "",
  "it does not work",
  "HTTP 500",
  "code 4711",
  "DiagCode: 580#1",
  "AADSTS4711: something",
  '{"error":{"code":"9195"}}',
]) {
  test(`"${text}" is not guessed`, (t: TestContext) => {
    t.assert.strictEqual(decodeRaw(text), undefined);
  });
}
