import { createHash } from "node:crypto";
import type { CheckRequest } from "../provider.ts";
import { ProviderFailure } from "../provider-failure.ts";
import type { ArmType } from "./arm-type.ts";

/**
 * The name of a resource that the program does not name: the one it has, else what the stack's naming rules propose,
 * else the logical name and eight hexadecimal digits, or a UUID for a role assignment. The digits come from the
 * engine's random seed and the URN, as with the real provider; an engine that always sends the same seed (ours in
 * process) gets the same names again.
 * Source: pulumi-azure-native autonaming, facts/pulumi-azure.md 2, read 2026-11-25.
 */
export function toAutomaticName(armType: ArmType, request: CheckRequest): { value: string; isRandom: boolean } {
  const old = request.oldInputs?.[armType.nameInput];
  if (typeof old === "string") return { value: old, isRandom: request.oldInputs?.["__createBeforeDelete"] === true };
  if (armType.naming === "required") throw new ProviderFailure(`Missing required property '${armType.nameInput}'`);
  const { autonaming } = request;
  if (autonaming?.mode === "disable") throw new ProviderFailure(`${armType.nameInput} is required: autonaming is disabled`);
  if (autonaming?.mode === "enforce" || (autonaming !== undefined && armType.naming !== "uuid")) {
    return { value: autonaming.proposedName, isRandom: false };
  }
  const digits = createHash("sha256").update(request.randomSeed).update(request.urn).digest("hex");
  if (armType.naming === "uuid") {
    const uuid = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
    return { value: uuid, isRandom: true };
  }
  return { value: `${request.name}${digits.slice(0, 8)}`, isRandom: true };
}
