import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer, toWord } from "./drift-finding.ts";
import { readList } from "../../lib/read-list.ts";

/** The one grant, and no other: of an app role or delegated permissions of any API, or of an Entra role. */
export const grantDrift: DriftLook = { of: "grant", find: findGrantDrift };

async function findGrantDrift(subject: DriftSubject): Promise<readonly DriftFinding[]> {
  return (await Promise.all([findAppRoles(subject), findDelegated(subject), findEntraRoles(subject)])).flat();
}

async function findAppRoles({ outputs, clients, cloud }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { app, permission, stack } = outputs;
  const path = `/servicePrincipals/${app.principalObjectId}/appRoleAssignments`;
  const listed = await readList(clients.readDirectory, path);
  if (listed.refused !== undefined)
    return [toUnseenAnswer("grant", listed.refused, "an operator who may read app role assignments (Directory Readers)")];
  const grants = listed.entries;
  const isOurs = (grant: (typeof grants)[number]): boolean =>
    grant["appRoleId"] === permission.appRoleId && grant["resourceId"] === permission.resourceObjectId;
  const names = await readRoleNames(clients, permission.resourceObjectId);
  const findings: DriftFinding[] = grants
    .filter((grant) => !isOurs(grant))
    .map((grant) => ({
      of: "grant",
      kind: "extra",
      what: `${names.get(toWord(grant["appRoleId"])) ?? `app role ${toLastFour(toWord(grant["appRoleId"]))}`} on ${toWord(grant["resourceDisplayName"])}, grant ${toLastFour(toWord(grant["id"]))}`,
      fix: `an administrator: az rest --method DELETE --url ${cloud.graphUrl}/v1.0${path}/${toWord(grant["id"])}`,
    }));
  if (!grants.some(isOurs)) {
    const fix =
      outputs.consent.mode === "grant"
        ? `pulumi up --stack ${stack} --refresh`
        : `an administrator consents: ${outputs.consent.adminConsentUrl}`;
    findings.push({ of: "grant", kind: "missing", what: `${permission.value} on Microsoft Graph`, fix });
  }
  return findings;
}

/** Delegated permissions: an app that only calls has none. */
async function findDelegated({ outputs, clients, cloud }: DriftSubject): Promise<readonly DriftFinding[]> {
  const listed = await readList(clients.readDirectory, `/servicePrincipals/${outputs.app.principalObjectId}/oauth2PermissionGrants`);
  if (listed.refused !== undefined)
    return [toUnseenAnswer("grant", listed.refused, "an operator who may read delegated grants (Directory Readers)")];
  return listed.entries.map(({ id, scope, consentType, principalId }) => ({
    of: "grant",
    kind: "extra",
    what: `delegated ${toWord(scope).trim()} for ${consentType === "AllPrincipals" ? "everybody" : toLastFour(toWord(principalId))}, grant ${toLastFour(toWord(id))}`,
    fix: `an administrator: az rest --method DELETE --url ${cloud.graphUrl}/v1.0/oauth2PermissionGrants/${toWord(id)}`,
  }));
}

/** Roles of the directory itself, its own or a group's. */
async function findEntraRoles({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { principalObjectId, displayName } = outputs.app;
  const listed = await readList(clients.readDirectory, `/servicePrincipals/${principalObjectId}/transitiveMemberOf`);
  if (listed.refused !== undefined)
    return [toUnseenAnswer("grant", listed.refused, "an operator who may read memberships (Directory Readers)")];
  return listed.entries
    .filter((one) => one["@odata.type"] === "#microsoft.graph.directoryRole")
    .map((role) => ({
      of: "grant",
      kind: "extra",
      what: `Entra role ${toWord(role["displayName"])}`,
      fix: `an administrator removes it: Entra admin center, Roles and administrators, ${toWord(role["displayName"])}, ${displayName} (or the group that has it)`,
    }));
}

/** Names of Microsoft Graph's roles by id; none where they cannot be read. */
async function readRoleNames(clients: DriftSubject["clients"], resourceObjectId: string): Promise<ReadonlyMap<string, string>> {
  const answer = await clients.readDirectory(`/servicePrincipals/${resourceObjectId}?$select=appRoles`);
  const roles = answer.status === 200 ? toObject(parseJson(answer.text))["appRoles"] : [];
  return new Map(Array.isArray(roles) ? roles.map(toObject).map((role) => [toWord(role["id"]), toWord(role["value"])]) : []);
}
