/** An object id or other identifier as people may see it: its last four characters. Never for secrets, which are not shown at all. */
export function toLastFour(identifier: string): string {
  return `…${identifier.slice(-4)}`;
}
