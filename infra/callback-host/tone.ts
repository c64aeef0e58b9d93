/**
 * What Microsoft's media service plays: one channel, 16 bits a sample, 16,000 samples a second.
 * Source: https://learn.microsoft.com/graph/api/resources/mediainfo, read 2026-11-25.
 */
const samplesPerSecond = 16_000;
const bytesPerSample = 2;
/** Bytes of a RIFF/WAVE header with one `fmt ` and one `data` chunk. */
const headerBytes = 44;

/** One second: a beep of 440 Hz at a fifth of full loudness, with soft edges, then silence. */
const beep = { seconds: 1, soundingSeconds: 0.4, hertz: 440, loudness: 0.2, edgeSeconds: 0.02 } as const;

/** The prompt of a drill as a WAV file: a second of beep and silence, made from numbers so that no binary has to be trusted. Pure. */
export function createTone(): Buffer {
  const sampleCount = samplesPerSecond * beep.seconds;
  const file = Buffer.alloc(headerBytes + sampleCount * bytesPerSample);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16); // length of the format chunk
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(samplesPerSecond, 24);
  file.writeUInt32LE(samplesPerSecond * bytesPerSample, 28);
  file.writeUInt16LE(bytesPerSample, 32);
  file.writeUInt16LE(bytesPerSample * 8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(sampleCount * bytesPerSample, 40);
  for (let index = 0; index < sampleCount; index += 1) {
    file.writeInt16LE(Math.round(toLoudness(index / samplesPerSecond) * 0x7fff), headerBytes + index * bytesPerSample);
  }
  return file;
}

function toLoudness(second: number): number {
  if (second >= beep.soundingSeconds) return 0;
  const edge = Math.min(1, second / beep.edgeSeconds, (beep.soundingSeconds - second) / beep.edgeSeconds);
  return Math.sin(2 * Math.PI * beep.hertz * second) * beep.loudness * edge;
}
