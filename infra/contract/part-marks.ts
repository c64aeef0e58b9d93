import { createHash } from "node:crypto";
import type { Outputs } from "./outputs.ts";

/** Parts of a stack that another stack has too, as people call them. */
export const partNames = ["app", "bot", "callback", "vault"] as const;
export type PartName = (typeof partNames)[number];

/** What the marks are made from. */
type MarkedOutputs = Pick<Outputs, "stack" | "subscriptionId" | "resourceGroupName" | "app" | "bot" | "host" | "vault">;

/**
 * A mark for each part, of its address and of the stack that it belongs to: a part that was pasted in from another stack's
 * outputs does not fit its mark. It shows mistakes; whoever wants to can make the marks anew.
 */
export function toPartMarks(outputs: MarkedOutputs): Readonly<Record<PartName, string>> {
  const addresses = toPartAddresses(outputs);
  const { stack, subscriptionId, resourceGroupName } = outputs;
  const mark = (part: PartName): string =>
    createHash("sha256")
      .update(JSON.stringify([stack, subscriptionId, resourceGroupName, part, addresses[part]]).toLowerCase())
      .digest("hex")
      .slice(0, 16);
  return { app: mark("app"), bot: mark("bot"), callback: mark("callback"), vault: mark("vault") };
}

/** Where each part is. */
export function toPartAddresses({ app, bot, host, vault }: MarkedOutputs): Readonly<Record<PartName, string>> {
  return { app: app.clientId, bot: bot.resourceId, callback: host.callbackUrl, vault: vault.url };
}
