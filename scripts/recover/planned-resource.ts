import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import type { StateResource } from "./stack-state.ts";

/**
 * What the engine would create, from an event of a preview; undefined where the event is about something else. Values that
 * only an update knows are not in it as such, and secrets are masked: a refresh and the next `up` write them anew. Pure.
 */
export function toPlannedResource(event: EngineEvent): StateResource | undefined {
  const { op, new: planned } = event.resourcePreEvent?.metadata ?? {};
  if (op !== "create" || planned?.custom !== true || planned.type.startsWith("pulumi:")) return undefined;
  const { type, urn, parent, provider, inputs } = planned;
  return { type, urn, custom: true, parent, provider, inputs: toPlain(inputs) as Readonly<Record<string, unknown>> };
}

/** Mark of a secret in Pulumi's wire format. Source: pulumi sdk/go/common/resource/sig, read 2026-11-25. */
const secretMark = "4dabf18193072939515e22adb298388d";
const masked = "[secret]";

/** A masked secret has no ciphertext, and a state with one is refused: the word stands for it until the next `up` writes the value. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.hasOwn(value, secretMark)) return masked;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}
