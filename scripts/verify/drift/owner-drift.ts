import { toLastFour } from "../../lib/redact.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer, toWord } from "./drift-finding.ts";
import { readList } from "../../lib/read-list.ts";

/** The owners that the stack gave application and service principal: whoever owns them can add a secret. */
export const ownerDrift: DriftLook = { of: "owner", find: findOwnerDrift };

async function findOwnerDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { app, made, stack } = outputs;
  if (made === undefined)
    return [
      { of: "owner", kind: "unknown", what: "the outputs do not say who owns it", fix: `pulumi up --stack ${stack} with this version` },
    ];
  const findings: DriftFinding[] = [];
  for (const [of, path] of [
    ["application", `/applications/${app.applicationObjectId}`],
    ["service principal", `/servicePrincipals/${app.principalObjectId}`],
  ] as const) {
    const listed = await readList(clients.readDirectory, `${path}/owners?$select=id`);
    if (listed.refused !== undefined) {
      findings.push(toUnseenAnswer("owner", listed.refused, "an operator who may read owners (any member of the tenant, by default)"));
      continue;
    }
    const owners = listed.entries.map(({ id }) => toWord(id));
    // With no owners configured the first deployer stays the one owner, whoever deploys later.
    const isFirstDeployer = made.owners.length === 1 && owners.length === 1;
    const extra = isFirstDeployer ? [] : owners.filter((owner) => !made.owners.includes(owner));
    const missing = isFirstDeployer ? [] : made.owners.filter((owner) => !owners.includes(owner));
    const place = `Entra admin center, ${of === "application" ? "App registrations" : "Enterprise applications"}, client id ${app.clientId}, Owners`;
    findings.push(
      ...extra.map((owner): DriftFinding => ({
        of: "owner",
        kind: "extra",
        what: `${toLastFour(owner)} owns the ${of}`,
        fix: `an administrator removes it: ${place}`,
      })),
      ...missing.map((owner): DriftFinding => ({
        of: "owner",
        kind: "missing",
        what: `${toLastFour(owner)} does not own the ${of}`,
        fix: `pulumi up --stack ${stack} --refresh`,
      })),
    );
  }
  return findings;
}
