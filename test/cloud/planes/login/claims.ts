import { createHash, randomBytes } from "node:crypto";
import type { Claims } from "../../core/operation.ts";
import type { DirectoryObject } from "../graph/directory-object.ts";
import { findDirectoryRole, memberTemplateId, programTemplateId } from "../graph/directory-roles.ts";
import type { Directory } from "../graph/directory.ts";

/** Who a token is about. */
export type TokenSubject =
  | {
      readonly kind: "app";
      readonly principal: DirectoryObject;
      readonly clientAuthentication: "secret" | "certificate";
      readonly extra?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "user";
      readonly user: DirectoryObject;
      readonly clientId: string;
      readonly extra?: Readonly<Record<string, unknown>>;
    };

interface Issue {
  readonly directory: Directory;
  readonly issuer: string;
  readonly nowSeconds: number;
  readonly lifeSeconds: number;
  /** People have signed in with a second factor. */
  readonly hasSecondFactor: boolean;
}

/** What the Azure CLI's public client is consented for on Microsoft Graph in every tenant. ASSUMED in full; `Directory.AccessAsUser.All` and `User.Read.All` are what counts here. */
const userGraphScopes =
  "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All Directory.AccessAsUser.All Group.ReadWrite.All User.Read.All email openid profile";

/**
 * The claims of a version 1.0 access token. `roles` are the grants of this moment: a token is a snapshot. Source:
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference and ../shared/facts/graph-calling.md 6.1, read 2026-11-25.
 */
export function createClaims(subject: TokenSubject, audience: string, issue: Issue): Claims {
  const { directory } = issue;
  const resource = directory.resourceByName(audience);
  const base = {
    aud: audience,
    iss: issue.issuer,
    iat: issue.nowSeconds,
    nbf: issue.nowSeconds,
    exp: issue.nowSeconds + issue.lifeSeconds + 1,
    idp: issue.issuer,
    tid: directory.tenant.tenantId,
    uti: randomBytes(16).toString("base64url"),
    ver: "1.0",
  };
  if (subject.kind === "user") {
    const { user } = subject;
    const groups = directory.groupsOf(user.objectId);
    return {
      ...base,
      acr: "1",
      amr: issue.hasSecondFactor ? ["pwd", "mfa"] : ["pwd"],
      appid: subject.clientId,
      appidacr: "0",
      ...(groups.length === 0 ? {} : { groups }),
      idtyp: "user",
      ipaddr: "127.0.0.1",
      name: String(user.body["displayName"]),
      oid: user.objectId,
      scp: resource?.surface === "graph" ? userGraphScopes : "user_impersonation",
      sub: createHash("sha256").update(`${subject.clientId}/${user.objectId}`).digest("base64url"),
      unique_name: String(user.body["userPrincipalName"]),
      upn: String(user.body["userPrincipalName"]),
      wids: toRoleTemplates(user),
      ...subject.extra,
    };
  }
  const { principal } = subject;
  const roles = resource === undefined ? [] : directory.grantedRoles(principal.objectId, String(resource.object.body["appId"]));
  return {
    ...base,
    ...(resource?.surface === "graph" ? { app_displayname: String(principal.body["displayName"]) } : {}),
    appid: String(principal.body["appId"]),
    appidacr: subject.clientAuthentication === "secret" ? "1" : "2",
    idtyp: "app",
    oid: principal.objectId,
    ...(roles.length === 0 ? {} : { roles }),
    sub: principal.objectId,
    // Every program has this one, in practice; nobody documents it.
    wids: [programTemplateId],
    ...subject.extra,
  };
}

/** The Entra roles of a person as template ids, with the one that every member has. Guests have another (ASSUMED: none). */
function toRoleTemplates(user: DirectoryObject): readonly string[] {
  const ids = user.directoryRoles.map((name) => findDirectoryRole(name)?.templateId).filter((id) => id !== undefined);
  return user.body["userType"] === "Guest" ? ids : [...ids, memberTemplateId];
}
