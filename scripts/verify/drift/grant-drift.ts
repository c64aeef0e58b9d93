import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toEntries, toUnseenAnswer, toWord } from "./drift-finding.ts";

/** The one grant, and no other: of Microsoft Graph or of any other API. */
export const grantDrift: DriftLook = { of: "grant", find: findGrantDrift };

async function findGrantDrift({ outputs, clients, cloud }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { app, permission, stack } = outputs;
  const path = `/servicePrincipals/${app.principalObjectId}/appRoleAssignments`;
  const answer = await clients.readDirectory(path);
  if (answer.status !== 200) return [toUnseenAnswer("grant", answer, "an operator who may read app role assignments (Directory Readers)")];
  const grants = toEntries(answer);
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

/** Names of Microsoft Graph's roles by id; none where they cannot be read. */
async function readRoleNames(clients: DriftSubject["clients"], resourceObjectId: string): Promise<ReadonlyMap<string, string>> {
  const answer = await clients.readDirectory(`/servicePrincipals/${resourceObjectId}?$select=appRoles`);
  const roles = answer.status === 200 ? toObject(parseJson(answer.text))["appRoles"] : [];
  return new Map(Array.isArray(roles) ? roles.map(toObject).map((role) => [toWord(role["id"]), toWord(role["value"])]) : []);
}
