import { isIP } from "node:net";

/** How a callbackUri is reached. */
export type CallbackTarget = "ingress" | "loopback" | "off-limits";

/** Names below `.test` go through the ingress, loopback directly; everything else is off limits: nothing leaves this machine. */
export function toCallbackTarget(callbackUri: string): CallbackTarget {
  if (!URL.canParse(callbackUri)) return "off-limits";
  const { protocol, hostname } = new URL(callbackUri);
  if (protocol !== "https:") return "off-limits";
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (bare.endsWith(".test")) return "ingress";
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127.")) ? "loopback" : "off-limits";
}
