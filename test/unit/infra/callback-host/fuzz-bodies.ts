import { notification } from "./host-fixture.ts";
import { mutateBytes } from "./random.ts";
import type { Random } from "./random.ts";

/** A body, and what is known of it: `good` must be 202. */
export interface FuzzedBody {
  readonly bytes: Buffer;
  readonly isGood: boolean;
}

const pathsThatName = ["/app/calls/", "/communications/calls/", "app/calls/", "/calls/"];

/** A body that Microsoft could send, or one that is broken somewhere. */
export function toFuzzedBody(random: Random): FuzzedBody {
  const good = Buffer.from(JSON.stringify(toNotification(random)));
  if (random.chance(0.3)) return { bytes: good, isGood: true };
  const bytes = random.pick([
    () => mutateBytes(random, good),
    () => mutateBytes(random, mutateBytes(random, mutateBytes(random, good))),
    () => Buffer.from(JSON.stringify(toAnything(random, 0))),
    () => Buffer.from(JSON.stringify({ value: toAnything(random, 0) })),
    () => Buffer.from(JSON.stringify({ value: [toAnything(random, 1)] })),
    () => Buffer.from(notification("established", { [random.pick(["resource", "resourceUrl", "resourceData"])]: toAnything(random, 2) })),
    () => random.bytes(random.below(64)),
    () => mutateBytes(random, Buffer.from(JSON.stringify({ id: random.text(4), callState: "incoming", participants: [], links: {} }))),
    () => Buffer.from("[{".repeat(random.below(2_000))),
    () => Buffer.concat([good, Buffer.from(random.pick([" ", "\n", "x", "{}", "\0", "\ufeff"]))]),
  ])();
  return { bytes, isGood: false };
}

function toNotification(random: Random): Record<string, unknown> {
  return {
    "@odata.type": "#microsoft.graph.commsNotifications",
    ...(random.chance(0.2) ? { [random.text(3)]: toAnything(random, 2) } : {}),
    value: Array.from({ length: 1 + random.below(3) }, () => {
      const callId = `call-${random.below(1_000)}`;
      const path = random.pick(pathsThatName);
      return {
        changeType: random.pick(["updated", "deleted", "created", "exploded"]),
        ...(random.chance(0.5) ? { resource: `${path}${callId}` } : {}),
        resourceUrl: `${path}${callId}${random.pick(["", "/operations/o", "/participants"])}`,
        resourceData: random.pick<unknown>([
          { "@odata.type": "#microsoft.graph.call", state: random.text(4), id: callId },
          { state: "established", toneInfo: { tone: "tone1" } },
          [{ participant: random.text(5) }],
          null,
        ]),
        at: random.next(),
      };
    }),
  };
}

function toAnything(random: Random, depth: number): unknown {
  if (depth < 4 && random.chance(0.5)) {
    const length = random.below(4);
    if (random.chance(0.5)) return Array.from({ length }, () => toAnything(random, depth + 1));
    return Object.fromEntries(Array.from({ length }, () => [toKey(random), toAnything(random, depth + 1)]));
  }
  return random.pick<unknown>([
    null,
    true,
    0,
    -0.5,
    1e300,
    "",
    random.text(random.below(20)),
    "x".repeat(600),
    "/app/calls/1",
    "/app/../calls/1",
  ]);
}

function toKey(random: Random): string {
  return random.pick([
    "value",
    "resource",
    "resourceUrl",
    "resourceData",
    "id",
    "state",
    "__proto__",
    "constructor",
    "callState",
    "participants",
    "links",
    random.text(4),
  ]);
}

/** Whether any rule of the host allows a 2xx for these bytes, told without the host's code. */
export function mayBeAccepted(bytes: Buffer): boolean {
  if (bytes.length === 0) return true;
  if (bytes.length > 256 * 1024) return false;
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return false;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return false;
  const body = parsed as Record<string, unknown>;
  const items = Object.hasOwn(body, "value") ? body["value"] : undefined;
  // The older form (204) has no value.
  if (!Object.hasOwn(body, "value")) return Object.hasOwn(body, "callState") || Object.hasOwn(body, "participants");
  return (
    Array.isArray(items) && items.length <= 100 && items.every((item) => typeof item === "object" && item !== null && !Array.isArray(item))
  );
}

/** `value: []` is acknowledged and kept nowhere; everything else that is acknowledged is kept. */
export function mustBeKept(bytes: Buffer): boolean {
  return bytes.length === 0 || (JSON.parse(bytes.toString()) as { value: unknown[] }).value.length > 0;
}
