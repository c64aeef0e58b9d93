import type { ArmResource } from "../../core/cloud-context.ts";
import type { ArmId } from "./arm-id.ts";
import { parseArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { regionsOf, toRegionName } from "./azure-regions.ts";
import type { Json } from "./body-check.ts";
import { requireGroup } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind } from "./resource-type.ts";

/** Refuses a write where its group, its provider's registration or its parent is missing. */
export function requirePlace(services: ResourceServices, kind: ResourceKind, id: ArmId): void {
  const namespace = kind.rules.type.split("/")[0] ?? "";
  if (id.type === "Microsoft.Resources/resourceGroups") {
    if (services.resources.get(id.id)?.properties["provisioningState"] === "Deleting") throw armRefusals.groupBeingDeleted(id.name);
    return;
  }
  if (id.resourceGroupName !== undefined) {
    const group = requireGroup(services, id);
    if (group.properties["provisioningState"] === "Deleting") throw armRefusals.groupBeingDeleted(group.name);
  }
  if (!services.registrations.isRegistered(namespace)) throw armRefusals.notRegistered(namespace);
  const parent = parseArmId(id.parentId);
  if (parent === undefined || parent.type.startsWith("Microsoft.Resources/")) return;
  if (services.resources.get(parent.id) !== undefined || isImplied(parent) || isInVault(services, parent)) return;
  if (kind.rules.scope === "extension") throw armRefusals.resourceNotFound(parent.type, parent.name, parent.resourceGroupName);
  throw armRefusals.parentNotFound(id.type, parent.id);
}

/** `tableServices/default` and its like exist as soon as their account does. */
function isImplied(parent: ArmId): boolean {
  return parent.type.toLowerCase().startsWith("microsoft.storage/storageaccounts/") && parent.name.toLowerCase() === "default";
}

/** Keys and certificates live in the vault alone. ASSUMED: Azure takes them for a scope without asking the vault. */
function isInVault(services: ResourceServices, parent: ArmId): boolean {
  const isObject = ["microsoft.keyvault/vaults/keys", "microsoft.keyvault/vaults/certificates"].includes(parent.type.toLowerCase());
  return isObject && services.resources.get(parent.parentId) !== undefined;
}

/** Refuses a missing, unavailable or changed location; what is kept is the region's name. */
export function checkLocation(
  services: ResourceServices,
  kind: ResourceKind,
  id: ArmId,
  body: Json,
  current: ArmResource | undefined,
): void {
  const { location: rule, type } = kind.rules;
  const sent = body["location"];
  if (typeof sent !== "string") {
    if (rule !== "none" && current?.location === undefined) throw armRefusals.locationRequired();
    if (current?.location !== undefined) body["location"] = current.location;
    return;
  }
  const region = toRegionName(sent);
  const regions = regionsOf(services.context.origins.nation).map(({ name }) => name);
  const allowed = rule === "global" ? ["global"] : rule === "region" ? regions : [...regions, "global"];
  if (!allowed.includes(region)) throw armRefusals.locationUnavailable(sent, type, allowed.join(","));
  if (current?.location !== undefined && toRegionName(current.location) !== region) {
    throw armRefusals.locationChanged(id.name, id.resourceGroupName ?? "", current.location, sent);
  }
  body["location"] = region;
}
