import type { SeedAppManagement } from "../../core/seed.ts";
import type { DirectoryObject, JsonObject } from "./directory-object.ts";
import { createAuthorizationPolicy } from "./tenant-bodies.ts";

/** A policy of its own, and the objects that it is assigned to. */
export interface AssignedPolicy {
  body: JsonObject;
  readonly appliesTo: Set<string>;
}

/** One restriction on one object, with the policy that it comes from. */
export interface Restriction {
  readonly policyId: string;
  readonly restrictionType: string;
  readonly maxLifetime: string | null;
  readonly restrictForAppsCreatedAfterDateTime: string | null;
}

/** Source: https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get (example), read 2026-11-25. */
const defaultPolicyId = "00000000-0000-0000-0000-000000000000";

/** What the tenant allows of credentials: the default policy, and those assigned to single applications. */
export class AppManagementPolicies {
  default = createDefaultPolicy();
  authorization = createAuthorizationPolicy(true);
  readonly assigned = new Map<string, AssignedPolicy>();

  reset(): void {
    this.default = createDefaultPolicy();
    this.authorization = createAuthorizationPolicy(true);
    this.assigned.clear();
  }

  /** Switches the default policy on with these restrictions, for applications and service principals alike. */
  restrict(restrictions: SeedAppManagement): void {
    const configuration = toConfiguration(restrictions);
    if (configuration === undefined) return;
    this.default = {
      ...this.default,
      isEnabled: true,
      applicationRestrictions: configuration,
      servicePrincipalRestrictions: structuredClone(configuration),
    };
  }

  /** Whether a member of the tenant may register applications without a role. */
  get membersMayRegister(): boolean {
    return (this.authorization["defaultUserRolePermissions"] as JsonObject)["allowedToCreateApps"] === true;
  }

  /** The policy that is assigned to an object; one at most. */
  policyOf(objectId: string): AssignedPolicy | undefined {
    return [...this.assigned.values()].find((policy) => policy.appliesTo.has(objectId));
  }

  /**
   * The restrictions in force on an object. An assigned policy decides for each kind of restriction that it names, the
   * default for the rest (ASSUMED: the page says "overridden"). Source: https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy,
   * read 2026-11-25.
   */
  restrictionsOn(object: DirectoryObject): readonly Restriction[] {
    const configuration =
      this.default["isEnabled"] === true
        ? this.default[object.kind === "application" ? "applicationRestrictions" : "servicePrincipalRestrictions"]
        : undefined;
    const own = this.policyOf(object.objectId)?.body;
    const ofOwn = own?.["isEnabled"] === true ? toRestrictions(own["restrictions"], String(own["id"])) : [];
    const ofDefault = toRestrictions(configuration, String(this.default["id"]));
    const named = new Set(ofOwn.map(({ restrictionType }) => restrictionType));
    return [...ofOwn, ...ofDefault.filter(({ restrictionType }) => !named.has(restrictionType))]
      .filter(({ state }) => state !== "disabled")
      .filter(({ restrictForAppsCreatedAfterDateTime: after }) => isCreatedAfter(object, after));
  }
}

function createDefaultPolicy(): JsonObject {
  return {
    id: defaultPolicyId,
    deletedDateTime: null,
    displayName: "Default app management tenant policy",
    description:
      "Default tenant policy that enforces app management restrictions on applications and service principals. To apply policy to targeted resources, create a new policy under appManagementPolicies collection.",
    isEnabled: false,
    applicationRestrictions: { keyCredentials: [], passwordCredentials: [] },
    servicePrincipalRestrictions: { keyCredentials: [], passwordCredentials: [] },
  };
}

function toConfiguration({ forbidsPasswords, passwordLifetime, keyLifetime }: SeedAppManagement): JsonObject | undefined {
  const restriction = (restrictionType: string, maxLifetime: string | null): JsonObject => ({
    restrictionType,
    state: "enabled",
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: null,
  });
  const passwordCredentials = [
    ...(forbidsPasswords === true ? [restriction("passwordAddition", null)] : []),
    ...(passwordLifetime === undefined ? [] : [restriction("passwordLifetime", passwordLifetime)]),
  ];
  const keyCredentials = keyLifetime === undefined ? [] : [restriction("asymmetricKeyLifetime", keyLifetime)];
  return passwordCredentials.length + keyCredentials.length === 0 ? undefined : { keyCredentials, passwordCredentials };
}

function toRestrictions(configuration: unknown, policyId: string): readonly (Restriction & { readonly state: unknown })[] {
  const { keyCredentials, passwordCredentials } = (configuration ?? {}) as {
    readonly keyCredentials?: readonly JsonObject[] | null;
    readonly passwordCredentials?: readonly JsonObject[] | null;
  };
  const toText = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return [...(passwordCredentials ?? []), ...(keyCredentials ?? [])].map((restriction) => ({
    policyId,
    restrictionType: toText(restriction["restrictionType"]) ?? "",
    maxLifetime: toText(restriction["maxLifetime"]),
    restrictForAppsCreatedAfterDateTime: toText(restriction["restrictForAppsCreatedAfterDateTime"]),
    state: restriction["state"],
  }));
}

/** No date: every object. ASSUMED: a service principal, whose date v1.0 does not show, is as young as now. */
function isCreatedAfter(object: DirectoryObject, after: string | null): boolean {
  const created = object.body["createdDateTime"];
  return after === null || typeof created !== "string" || Date.parse(created) >= Date.parse(after);
}
