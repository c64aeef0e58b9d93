/** An object id or other identifier as people may see it: its last four characters. Never for secrets, which are not shown at all. */
export function toLastFour(identifier: string): string {
  return `…${identifier.slice(-4)}`;
}

/** A text with every GUID in it as its last four characters: names of resources hold object ids of people. */
export function toLastFours(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, toLastFour);
}
