import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import type { JsonObject } from "./directory-object.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Longest `value`, in characters, and what it is made of. Source: https://learn.microsoft.com/graph/api/resources/approle and permissionscope, read 2026-11-26; text ASSUMED. */
const maxValueLength = 120;
const valueCharacters = /^(?!\.)[\w!#$%&'()*+,./:;<=>?@[\]^`{|}~-]*$/;

/** Who may have a role. Source: https://learn.microsoft.com/graph/api/resources/approle, read 2026-11-26. */
const memberTypes: ReadonlySet<unknown> = new Set(["User", "Application"]);
/** Who may consent to a scope. Source: https://learn.microsoft.com/graph/api/resources/permissionscope, read 2026-11-26. */
const scopeTypes: ReadonlySet<unknown> = new Set(["User", "Admin", null, undefined]);

/** App roles: ids and values of their own, members, and disabled before they go. */
export function checkAppRoles(wanted: unknown, current: unknown): void {
  if (!isArrayOfRecords(wanted)) return;
  checkEntitlements(wanted, current, "appRoles");
  for (const role of wanted) {
    const types = [role["allowedMemberTypes"] ?? []].flat();
    // Source: microsoftgraph/msgraph-sdk-dotnet issue 2043, read 2026-11-26.
    if (types.length === 0)
      throw graphRefusals.badRequest(
        `App role with identifier '${String(role["id"])}' must have at least one value specified for 'allowedMemberTypes'.`,
      );
    if (!types.every((type) => memberTypes.has(type))) throw graphRefusals.invalidValue("allowedMemberTypes", "appRole");
    checkValue(role["value"], "appRole");
  }
}

/** Scopes of an API: as roles, and for users or for administrators to consent to. */
export function checkScopes(wanted: unknown, current: unknown): void {
  if (!isArrayOfRecords(wanted)) return;
  checkEntitlements(wanted, current, "api.oauth2PermissionScopes");
  for (const scope of wanted) {
    if (!scopeTypes.has(scope["type"])) throw graphRefusals.invalidValue("type", "permissionScope");
    checkValue(scope["value"], "permissionScope");
  }
}

/** Source of the last rule: ../shared/facts/cloud-wire.md 1.6. */
function checkEntitlements(wanted: readonly JsonObject[], current: unknown, property: string): void {
  const ids = wanted.map((item) => String(item["id"]).toLowerCase());
  const values = wanted.map((item) => item["value"]).filter((value) => typeof value === "string" && value !== "");
  if (wanted.some((item) => item["id"] === undefined)) throw graphRefusals.missingProperty(`${property}.id`, "application");
  if (new Set(ids).size < ids.length || new Set(values).size < values.length) throw graphRefusals.duplicateValues(property);
  for (const before of isArrayOfRecords(current) ? current : []) {
    const after = wanted.find((item) => String(item["id"]).toLowerCase() === String(before["id"]).toLowerCase());
    if (before["isEnabled"] === true && (after === undefined || after["value"] !== before["value"])) {
      throw new Refusal(
        400,
        "CannotDeleteOrUpdateEnabledEntitlement",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      );
    }
  }
}

function checkValue(value: unknown, type: string): void {
  if (typeof value === "string" && (value.length > maxValueLength || !valueCharacters.test(value)))
    throw graphRefusals.invalidValue("value", type);
}

function isArrayOfRecords(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isRecord);
}
