// Proves that the drills' prompt is what Microsoft says it plays. Cannot prove that Microsoft's media service takes it.
import { after, before, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startHost } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";

describe("the drills' prompt", () => {
  let fixture: HostFixture;
  before(async () => {
    fixture = await startHost();
  });
  after(() => fixture.stop());
  const ask = (method: string): Promise<Response> => fetch(`http://127.0.0.1:${fixture.port}/prompts/drill.wav`, { method });

  it("is a WAV file of PCM, one channel, 16 bits, 16,000 samples a second, and as long as its header says", async (t: TestContext) => {
    const response = await ask("GET");
    const file = Buffer.from(await response.arrayBuffer());
    t.assert.deepStrictEqual(
      {
        status: response.status,
        type: response.headers.get("content-type"),
        riff: file.toString("latin1", 0, 4),
        riffLength: file.readUInt32LE(4) + 8,
        wave: file.toString("latin1", 8, 16),
        format: file.readUInt16LE(20),
        channels: file.readUInt16LE(22),
        samplesPerSecond: file.readUInt32LE(24),
        bytesPerSecond: file.readUInt32LE(28),
        bitsPerSample: file.readUInt16LE(34),
        data: file.toString("latin1", 36, 40),
        dataLength: file.readUInt32LE(40) + 44,
      },
      {
        status: 200,
        type: "audio/wav",
        riff: "RIFF",
        riffLength: file.length,
        wave: "WAVEfmt ",
        format: 1,
        channels: 1,
        samplesPerSecond: 16_000,
        bytesPerSecond: 32_000,
        bitsPerSample: 16,
        data: "data",
        dataLength: file.length,
      },
    );
  });

  it("can be heard, is not loud, and is one second long", async (t: TestContext) => {
    const file = Buffer.from(await (await ask("GET")).arrayBuffer());
    const samples = Array.from({ length: (file.length - 44) / 2 }, (_, index) => Math.abs(file.readInt16LE(44 + index * 2)));
    const loudest = Math.max(...samples) / 0x7fff;
    t.assert.deepStrictEqual([samples.length, loudest > 0.15 && loudest <= 0.2], [16_000, true]);
  });

  it("is told by HEAD without its bytes, and nothing can be done to it", async (t: TestContext) => {
    const head = await ask("HEAD");
    const post = await ask("POST");
    t.assert.deepStrictEqual(
      [head.status, head.headers.get("content-length"), (await head.arrayBuffer()).byteLength, post.status, post.headers.get("allow")],
      [200, "32044", 0, 405, "GET, HEAD"],
    );
  });
});
