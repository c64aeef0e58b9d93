/** A fix for where no value is known: `{tenantId}` as `TENANT-ID`, a placeholder that no shell reads as anything. Pure. */
export function toCapitals(fix: string): string {
  return fix.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => name.replaceAll(/([A-Z])/g, "-$1").toUpperCase());
}
