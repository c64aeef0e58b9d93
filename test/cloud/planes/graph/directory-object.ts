/** What the directory can hold under one object id. */
export type ObjectKind = "application" | "servicePrincipal" | "user" | "group";

export type JsonObject = Record<string, unknown>;

/** One object of the directory: what Graph shows of it (`body`), and what only Entra knows. */
export interface DirectoryObject {
  readonly kind: ObjectKind;
  readonly objectId: string;
  /** Every property that Graph returns without `$select`, nulls included. */
  body: JsonObject;
  /** Cloud milliseconds; before it, reads answer as if it did not exist. */
  readonly visibleAtMs: number;
  readonly owners: Set<string>;
  /** Of a group. */
  readonly members: Set<string>;
  /** By key id. */
  readonly secrets: Map<string, { readonly value: string; readonly visibleAtMs: number }>;
  /** DER as base64, by key id. */
  readonly certificates: Map<string, string>;
  /** By id, in order of creation. */
  readonly federatedCredentials: Map<string, JsonObject>;
  /** Of an application; by id. */
  readonly extensionProperties: Map<string, JsonObject>;
  /** Of a user. */
  readonly password: string | undefined;
  readonly directoryRoles: readonly string[];
}

/** An app role assignment, as Graph shows it. */
export interface AppRoleAssignment {
  readonly body: {
    readonly id: string;
    readonly deletedDateTime: null;
    readonly appRoleId: string;
    readonly createdDateTime: string;
    readonly principalDisplayName: string;
    readonly principalId: string;
    readonly principalType: "ServicePrincipal" | "User" | "Group";
    readonly resourceDisplayName: string;
    readonly resourceId: string;
  };
  /** Cloud milliseconds from which tokens carry it. */
  readonly inTokensAtMs: number;
}

/** An object with nothing but its body. */
export function createDirectoryObject(
  kind: ObjectKind,
  objectId: string,
  body: JsonObject,
  rest: Partial<Pick<DirectoryObject, "visibleAtMs" | "password" | "directoryRoles">> & {
    readonly owners?: Iterable<string>;
    readonly members?: Iterable<string>;
  } = {},
): DirectoryObject {
  return {
    kind,
    objectId,
    body,
    visibleAtMs: rest.visibleAtMs ?? 0,
    owners: new Set(rest.owners),
    members: new Set(rest.members),
    secrets: new Map(),
    certificates: new Map(),
    federatedCredentials: new Map(),
    extensionProperties: new Map(),
    password: rest.password,
    directoryRoles: rest.directoryRoles ?? [],
  };
}
