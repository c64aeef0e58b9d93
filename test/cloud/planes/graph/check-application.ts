import { Refusal } from "../../core/operation.ts";
import { isRecord } from "./check-body.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import type { Directory } from "./directory.ts";
import { graphRefusals } from "./graph-refusal.ts";

/** Longest texts in characters. Source: https://learn.microsoft.com/graph/api/resources/application, read 2026-11-25. */
const maxLengths = { displayName: 256, description: 1024, notes: 1024, tags: 256 } as const;
/** Resources and permissions that may be asked for. Source: as above ("no more than 50 … must not exceed 400"). */
const maxResources = 50;
const maxPermissions = 400;

/** Rules across properties and objects, before anything changes. */
export function checkApplication(directory: Directory, properties: JsonObject, current: DirectoryObject | undefined): void {
  for (const [property, maxLength] of Object.entries(maxLengths)) {
    if ([properties[property]].flat().some((value) => typeof value === "string" && value.length > maxLength))
      throw graphRefusals.invalidValue(property, "application");
  }
  checkRequestedAccess(properties["requiredResourceAccess"]);
  for (const property of ["identifierUris", "uniqueName"]) checkUnique(directory, property, properties[property], current);
  checkHosts(directory, properties["identifierUris"]);
  const api = properties["api"];
  checkEntitlements(properties["appRoles"], current?.body["appRoles"], "appRoles");
  checkEntitlements(
    isRecord(api) ? api["oauth2PermissionScopes"] : undefined,
    (current?.body["api"] as JsonObject | undefined)?.["oauth2PermissionScopes"],
    "api.oauth2PermissionScopes",
  );
}

/**
 * A value that another application has, in the recycle bin too (ASSUMED, from reports that it must be emptied first).
 * Source: the text in terraform-provider-azuread and az issues, read 2026-11-25; its status is ASSUMED.
 */
function checkUnique(directory: Directory, property: string, value: unknown, current: DirectoryObject | undefined): void {
  for (const wanted of [value ?? []].flat()) {
    const others = [...directory.store.list("application").map(({ body }) => body), ...directory.store.listDeleted("application")];
    if (others.some((other) => other["id"] !== current?.objectId && [other[property]].flat().includes(wanted)))
      throw new Refusal(400, "Request_BadRequest", `Another object with the same value for property ${property} already exists.`);
  }
}

/** Source: https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions, read 2026-11-25; code and text as they are seen in practice. */
function checkHosts(directory: Directory, value: unknown): void {
  const { defaultDomain } = directory.tenant;
  for (const uri of [value ?? []].flat()) {
    if (typeof uri !== "string" || !/^https?:/i.test(uri)) continue;
    const host = URL.parse(uri)?.hostname.toLowerCase() ?? "";
    if (host === defaultDomain || host.endsWith(`.${defaultDomain}`)) continue;
    throw new Refusal(
      400,
      "HostNameNotOnVerifiedDomain",
      `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
    );
  }
}

function checkRequestedAccess(value: unknown): void {
  if (!isArrayOfRecords(value)) return;
  const permissions = value.flatMap((access) => access["resourceAccess"] as readonly unknown[]);
  if (value.length > maxResources || permissions.length > maxPermissions)
    throw graphRefusals.invalidValue("requiredResourceAccess", "application");
}

/** Roles and scopes have ids and values of their own, and must be disabled before they go. Source: ../shared/facts/cloud-wire.md 1.6. */
function checkEntitlements(wanted: unknown, current: unknown, property: string): void {
  if (!isArrayOfRecords(wanted)) return;
  const ids = wanted.map((item) => String(item["id"]).toLowerCase());
  const values = wanted.map((item) => item["value"]).filter((value) => typeof value === "string" && value !== "");
  if (wanted.some((item) => item["id"] === undefined)) throw graphRefusals.missingProperty(`${property}.id`, "application");
  if (new Set(ids).size < ids.length || new Set(values).size < values.length) {
    throw graphRefusals.badRequest(`Property ${property} has duplicate values. Please provide unique values.`);
  }
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

function isArrayOfRecords(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isRecord);
}
