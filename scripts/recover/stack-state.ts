/** One resource in an exported state, as far as a recovery reads it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** The engine refuses to delete it. */
  readonly protect?: boolean;
  /** Read by the program, not made by it. */
  readonly external?: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
}

/** `pulumi stack export`, as far as a recovery reads it. */
export interface StackState {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly { readonly resource: StateResource; readonly type: string }[];
}

export const entraTypes = {
  application: "azuread:index/application:Application",
  servicePrincipal: "azuread:index/servicePrincipal:ServicePrincipal",
  grant: "azuread:index/appRoleAssignment:AppRoleAssignment",
  password: "azuread:index/applicationPassword:ApplicationPassword",
} as const;

/** The one resource of a type that is in the state with an id. */
export function findInState(state: StackState, type: string): StateResource | undefined {
  return (state.resources ?? []).find((resource) => resource.type === type && resource.id !== undefined);
}

export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
