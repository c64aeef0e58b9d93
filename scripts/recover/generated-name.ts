/** What the provider puts behind a logical name that has to be unique. Source: facts/pulumi-azure.md 2, read 2026-11-25. */
const randomSuffix = /^[0-9a-f]{8}$/;

/** Whether the provider may have made this name up for a resource of that logical name. Pure. */
export function isGeneratedName(name: string, logicalName: string): boolean {
  return name.startsWith(logicalName) && randomSuffix.test(name.slice(logicalName.length));
}
