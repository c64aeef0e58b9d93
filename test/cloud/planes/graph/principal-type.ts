import type { ObjectKind } from "./directory-object.ts";

/** How role assignments, app or Azure, call a kind of principal. */
export function toPrincipalType(kind: ObjectKind): "User" | "Group" | "ServicePrincipal" {
  if (kind === "user") return "User";
  return kind === "group" ? "Group" : "ServicePrincipal";
}
