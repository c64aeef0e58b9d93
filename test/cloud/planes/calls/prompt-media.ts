import { Buffer } from "node:buffer";
import { request } from "undici";
import type { CloudContext } from "../../core/cloud-context.ts";
import { toFlatHeaders } from "../ingress/forwarded-headers.ts";
import { createCallbackAgent } from "../notify/callback-agent.ts";
import { toCallbackTarget } from "../notify/callback-target.ts";
import { callTiming } from "./call-timing.ts";

/** Name of the fetch in transcripts and fault rules: any action of a rule means that the media service did not get the prompt. */
const operation = "media.prompt.get";
/** What is played: PCM, one channel, 16 bits, 16,000 samples a second. Source: docs resources/mediainfo.md, read 2026-11-25. */
const playable = { format: 1, channels: 1, samplesPerSecond: 16_000, bitsPerSample: 16 } as const;
const headerBytes = 44;

/** How long a prompt plays, in milliseconds; undefined where it cannot be fetched or is nothing that is played. */
export type LoadPrompt = (uri: string) => Promise<number | undefined>;

/**
 * The media service's side of a prompt: it fetches the file, as anybody would, and plays a WAV file of the one format.
 * A file that is not on this machine is not fetched: it counts as one of three seconds, and the reader is told.
 */
export class PromptMedia {
  readonly #context: Pick<CloudContext, "certificates" | "origins" | "transcript" | "clock" | "faults" | "warn">;
  #agent: ReturnType<typeof createCallbackAgent> | undefined;

  constructor(context: Pick<CloudContext, "certificates" | "origins" | "transcript" | "clock" | "faults" | "warn">) {
    this.#context = context;
  }

  readonly load: LoadPrompt = async (uri) => {
    if (toCallbackTarget(uri) === "off-limits") {
      this.#context.warn(`the prompt ${uri} was not fetched: the simulation reaches loopback and names below .test only`);
      return callTiming.promptMs;
    }
    const { clock, faults, transcript } = this.#context;
    const startedMs = clock.wallMs();
    const fault = faults.take({ plane: "notify", operation, method: "GET", path: new URL(uri).pathname, callerObjectId: undefined });
    const { status, headers, body } = fault === undefined ? await this.#fetch(uri) : { status: 0, headers: {}, body: Buffer.alloc(0) };
    transcript.record({
      at: new Date(startedMs).toISOString(),
      plane: "notify",
      operation,
      caller: undefined,
      method: "GET",
      url: uri,
      requestHeaders: {},
      requestBody: new Uint8Array(),
      status,
      responseHeaders: headers,
      responseBody: body,
      durationMs: clock.wallMs() - startedMs,
      fault: fault?.kind,
    });
    return status === 200 ? toPlayingMs(body) : undefined;
  };

  async stop(): Promise<void> {
    await this.#agent?.destroy();
  }

  async #fetch(uri: string): Promise<{ readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer }> {
    try {
      const { certificates, origins } = this.#context;
      this.#agent ??= createCallbackAgent(certificates.caFile, origins.ingress);
      const response = await request(uri, { method: "GET", dispatcher: this.#agent });
      const body = Buffer.from(await response.body.arrayBuffer());
      return { status: response.statusCode, headers: toFlatHeaders(response.headers), body };
    } catch {
      // Whatever went wrong: a media service that did not get the file says no more than that.
      return { status: 0, headers: {}, body: Buffer.alloc(0) };
    }
  }
}

/** Milliseconds that a WAV file of the one format plays; undefined for anything else. */
export function toPlayingMs(file: Buffer): number | undefined {
  if (file.length <= headerBytes || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 16) !== "WAVEfmt ")
    return undefined;
  const isPlayable =
    file.readUInt16LE(20) === playable.format &&
    file.readUInt16LE(22) === playable.channels &&
    file.readUInt32LE(24) === playable.samplesPerSecond &&
    file.readUInt16LE(34) === playable.bitsPerSample;
  if (!isPlayable) return undefined;
  return ((file.length - headerBytes) / (playable.channels * (playable.bitsPerSample / 8)) / playable.samplesPerSecond) * 1000;
}
