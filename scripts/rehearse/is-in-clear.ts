/** Whether a secret stands in what was written: as it is, in a URL's form, or in base64. Pure. */
export function isInClear(secret: string, traces: string): boolean {
  return [secret, encodeURIComponent(secret), toBase64(secret)].some((form) => traces.includes(form));
}

/** Without padding and the last digits, which depend on what follows. */
function toBase64(secret: string): string {
  return Buffer.from(secret).toString("base64").replace(/=+$/, "").slice(0, -2);
}
