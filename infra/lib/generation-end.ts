import { type TimedGeneration, toHours } from "../contract/credential-settings.ts";

/**
 * When a generation ends, RFC 3339 in whole seconds (what Microsoft Graph keeps). A life counts from `now`, so the
 * value differs at every run: whoever gives it to a resource lets the resource ignore its changes.
 */
export function toGenerationEnd(generation: TimedGeneration, now: Date): string {
  const end = "ends" in generation ? new Date(generation.ends) : new Date(now.getTime() + toHours(generation.life) * 3_600_000);
  return `${end.toISOString().slice(0, 19)}Z`;
}
