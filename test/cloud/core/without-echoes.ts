import type { Exchange } from "./exchange.ts";

/**
 * The exchanges without those that were seen twice: a notification to a name of the ingress is recorded by who sends it
 * (plane `notify`) and by who passes it on (plane `ingress`). The sender's record stays, with the ingress's fault.
 */
export function withoutEchoes(exchanges: readonly Exchange[]): readonly Exchange[] {
  const echoes = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    if (exchange.plane === "ingress") echoes.set(keyOf(exchange), [...(echoes.get(keyOf(exchange)) ?? []), exchange]);
  }
  const dropped = new Set<Exchange>();
  const merged = new Map<Exchange, Exchange>();
  for (const exchange of exchanges) {
    const echo = exchange.plane === "notify" ? echoes.get(keyOf(exchange))?.shift() : undefined;
    if (echo === undefined) continue;
    dropped.add(echo);
    merged.set(exchange, { ...exchange, fault: exchange.fault ?? echo.fault });
  }
  return exchanges.filter((exchange) => !dropped.has(exchange)).map((exchange) => merged.get(exchange) ?? exchange);
}

/** A message id is the same for every attempt: attempts pair up in their order. */
function keyOf({ url, requestHeaders }: Exchange): string {
  return [url, requestHeaders["x-microsoft-skype-message-id"], requestHeaders["authorization"]].join("\n");
}
