// Proves that a prompt on this machine is fetched, and that only what Microsoft says it plays is played.
// Cannot prove what Microsoft's media service says of a file that it cannot fetch: that is ASSUMED.
import { test, type TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { toPlayingMs } from "../../../cloud/planes/calls/prompt-media.ts";
import { createCallingBench, hostName } from "./calling-bench.ts";

/** A WAV file as its header says; the samples are silence. */
function createWav(seconds: number, { samplesPerSecond = 16_000, channels = 1, bits = 16, format = 1 } = {}): Buffer {
  const file = Buffer.alloc(44 + seconds * samplesPerSecond * channels * (bits / 8));
  file.write("RIFF", 0, "latin1");
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt16LE(format, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(samplesPerSecond, 24);
  file.writeUInt16LE(bits, 34);
  return file;
}

test("one channel of 16 bits at 16 kHz plays for as long as it is", (t: TestContext) => {
  t.assert.deepStrictEqual([toPlayingMs(createWav(1)), toPlayingMs(createWav(3))], [1000, 3000]);
});

for (const [name, file] of [
  ["8 kHz", createWav(1, { samplesPerSecond: 8_000 })],
  ["two channels", createWav(1, { channels: 2 })],
  ["8 bits", createWav(1, { bits: 8 })],
  ["not PCM", createWav(1, { format: 7 })],
  ["no sound", createWav(0)],
  ["a web page", Buffer.from("<!doctype html>".repeat(10))],
  ["nothing", Buffer.alloc(0)],
] as const) {
  test(`${name} is not played`, (t: TestContext) => {
    t.assert.strictEqual(toPlayingMs(file), undefined);
  });
}

test("a prompt is fetched once through the ingress, and one that is no WAV ends as completed for an unknown reason", async (t: TestContext) => {
  const bench = await createCallingBench();
  bench.callee({ kind: "answers", afterMs: 0 });
  const callId = await bench.place();
  await bench.context.clock.advance(1_000);
  const uri = `https://${hostName}/prompts/drill.wav`;
  const prompt = { "@odata.type": "#microsoft.graph.mediaPrompt", mediaInfo: { "@odata.type": "#microsoft.graph.mediaInfo", uri } };
  await bench.ask("POST", `/v1.0/communications/calls/${callId}/playPrompt`, { clientContext: "c", prompts: [prompt, prompt] });
  for (let tries = 0; tries < 100; tries += 1) {
    await bench.context.clock.advance(10);
    if (bench.heard.some(({ body }) => body.includes("playPromptOperation"))) break;
    await sleep(10); // the fetch is a real one
  }
  const told = JSON.parse(bench.heard.at(-1)?.body.toString() ?? "{}") as { value: { resourceData: Record<string, unknown> }[] };
  const { status, completionReason, resultInfo } = told.value[0]?.resourceData ?? {};
  t.assert.deepStrictEqual(
    [
      bench.heard.filter(({ path }) => path === "/prompts/drill.wav").length,
      status,
      completionReason,
      (resultInfo as { code: number }).code,
    ],
    [1, "completed", "unknown", 400],
  );
});
