/** The parts of an Azure resource id; ids compare without case, the first casing is kept. */
export interface ArmId {
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroupName: string | undefined;
  /** `Microsoft.KeyVault/vaults/secrets`; `Microsoft.Resources/resourceGroups` and `Microsoft.Resources/subscriptions` for those. */
  readonly type: string;
  /** Last name. */
  readonly name: string;
  /** Id of what contains it: parent resource, scope of an extension, resource group or subscription. */
  readonly parentId: string;
}

/** Form in which ids are compared. ARM ids are case-insensitive (cloud-wire.md 2.3, read 2026-11-25). */
export function toArmKey(resourceId: string): string {
  return `/${resourceId.split("/").filter(Boolean).join("/")}`.toLowerCase();
}

/** True when `scope` is `ancestor` or lies below it. */
export function isAtOrBelow(scope: string, ancestor: string): boolean {
  const inner = toArmKey(scope);
  const outer = toArmKey(ancestor);
  return outer === "/" || inner === outer || inner.startsWith(`${outer}/`);
}

/** Takes an id apart; undefined where it is none. */
export function parseArmId(resourceId: string): ArmId | undefined {
  const segments = resourceId.split("/").filter(Boolean);
  if (segments.length < 2 || segments[0]?.toLowerCase() !== "subscriptions") return undefined;
  const subscriptionId = segments[1] ?? "";
  segments[0] = "subscriptions";
  if (segments[2]?.toLowerCase() === "resourcegroups") segments[2] = "resourceGroups";
  const id = `/${segments.join("/")}`;
  const inGroup = segments[2]?.toLowerCase() === "resourcegroups";
  const resourceGroupName = inGroup ? segments[3] : undefined;
  const groupEnd = inGroup ? 4 : 2;
  if (segments.length === groupEnd) {
    return {
      id,
      subscriptionId,
      resourceGroupName,
      type: inGroup ? "Microsoft.Resources/resourceGroups" : "Microsoft.Resources/subscriptions",
      name: (inGroup ? resourceGroupName : subscriptionId) ?? "",
      parentId: inGroup ? `/${segments.slice(0, 2).join("/")}` : "/",
    };
  }
  const providersAt = segments.findLastIndex((segment, at) => at >= groupEnd && segment.toLowerCase() === "providers");
  if (providersAt < 0) return undefined;
  const namespace = segments[providersAt + 1];
  const pairs = segments.slice(providersAt + 2);
  if (namespace === undefined || pairs.length < 2 || pairs.length % 2 !== 0) return undefined;
  const parentEnd = pairs.length === 2 ? providersAt : segments.length - 2;
  return {
    id,
    subscriptionId,
    resourceGroupName,
    type: [namespace, ...pairs.filter((_, at) => at % 2 === 0)].join("/"),
    name: pairs.at(-1) ?? "",
    parentId: `/${segments.slice(0, parentEnd).join("/")}`,
  };
}
