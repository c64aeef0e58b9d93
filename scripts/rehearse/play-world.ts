import { azureRoleDefinitionIds } from "../../infra/contract/microsoft-ids.ts";
import type { Outputs } from "../../infra/contract/outputs.ts";
import type { CertificateAct, RequestAct, WorldAct } from "../../test/cloud/scenarios/scenario.ts";
import { fillInOutputs, replaceInOutputs } from "./output-values.ts";
import { createPersonClient } from "./person-client.ts";
import type { Rehearsal } from "./rehearsal.ts";

type Json = Readonly<Record<string, unknown>>;

/** Does to a stack that is there what an act says, and tells it in one line. */
export async function playWorld(act: WorldAct, rehearsal: Rehearsal): Promise<string> {
  const outputs = rehearsal.outputs();
  if (outputs === undefined) throw new RangeError(`a story has an act "${act.kind}" before its stack is there`);
  switch (act.kind) {
    case "request":
      await sendByHand(fillInOutputs(act, outputs), rehearsal);
      return act.says;
    case "faults":
      for (const rule of fillInOutputs(act.rules, outputs)) rehearsal.cloud.context.faults.add(rule);
      return `from here on: ${act.rules.map((rule) => rule.name).join("; ")}`;
    case "certificate":
      await presentCertificate(act, outputs, rehearsal);
      return `the callback host's name presents another certificate: ${act.is}`;
    case "host-role":
      await removeHostRole(outputs, rehearsal);
      return "somebody takes the callback host's right to write its table away";
    case "outputs":
      rehearsal.replaceOutputs(replaceInOutputs(outputs, act.sets));
      return `verify is given other outputs: ${Object.keys(act.sets).join(", ")}`;
  }
}

async function sendByHand({ to, method, path, body, isNew }: RequestAct, { cloud }: Rehearsal): Promise<void> {
  const person = createPersonClient(cloud);
  try {
    await person[to](method, path, method === "PUT" && isNew !== true ? mergeInto(await person[to]("GET", path), body ?? {}) : body);
  } finally {
    await person.close();
  }
}

async function removeHostRole({ subscriptionId }: Outputs, { cloud }: Rehearsal): Promise<void> {
  const person = createPersonClient(cloud);
  const version = "api-version=2022-04-01";
  try {
    const { value } = await person.arm(
      "GET",
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments?${version}`,
    );
    const assignments = value as readonly { readonly id: string; readonly properties: { readonly roleDefinitionId: string } }[];
    const writing = assignments.filter(({ properties }) =>
      properties.roleDefinitionId.endsWith(azureRoleDefinitionIds.storageTableDataContributor),
    );
    if (writing.length !== 1) throw new RangeError(`${writing.length} may write tables, and a story takes the right from one`);
    for (const { id } of writing) await person.arm("DELETE", `${id}?${version}`);
  } finally {
    await person.close();
  }
}

/** JSON merge patch: objects grow together, null takes away. Source: RFC 7396, read 2026-11-25. */
function mergeInto(present: Json, changes: Json): Json {
  const merged: Record<string, unknown> = { ...present };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete merged[name];
    else merged[name] = isObject(value) ? mergeInto(isObject(merged[name]) ? merged[name] : {}, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function presentCertificate({ is }: CertificateAct, { host }: Outputs, { cloud }: Rehearsal): Promise<void> {
  const { certificates, ingressNames } = cloud.context;
  const certificate =
    is === "for-another-name" ? await certificates.issue(["somebody-else.test"]) : await certificates.issue([host.fqdn], is);
  ingressNames.presentCertificate(host.fqdn, certificate);
}
