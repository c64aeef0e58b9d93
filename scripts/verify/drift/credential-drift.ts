import type { Outputs } from "../../../infra/contract/outputs.ts";
import { toLastFour } from "../../lib/redact.ts";
import { formatTrust } from "../checks/assertion-check.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer } from "./drift-finding.ts";
import { type PresentCredential, readPresentCredentials } from "./present-credentials.ts";

/** The configured generations, and no other secret, certificate or trusted issuer, of application or service principal. Never removes one. */
export const credentialDrift: DriftLook = { of: "credential", find: findCredentialDrift };

type Generation = NonNullable<Outputs["made"]>["generations"][number];

async function findCredentialDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { credentials, refused } = await readPresentCredentials({ outputs, clients });
  const isUnseen = (of: (typeof refused)[number]["of"]): boolean => refused.some((one) => one.of === of);
  const generations: readonly Generation[] = outputs.made?.generations ?? [
    { name: outputs.credential.generation, mode: outputs.credential.mode },
  ];
  const left = [...generations];
  const findings: DriftFinding[] = [];
  for (const credential of credentials) {
    const at = left.findIndex((generation) => isOf(credential, generation));
    const [generation] = at === -1 ? [] : left.splice(at, 1);
    if (generation === undefined) findings.push(toExtra(credential, outputs.app.clientId));
    else findings.push(...findChangedTrust(credential, generation, generations, outputs));
  }
  for (const { name, mode } of left) {
    if (isUnseen(mode === "federated" ? "trusts" : "keys")) continue;
    findings.push({
      of: "credential",
      kind: "missing",
      what: `${mode} of generation ${name}`,
      fix: `pulumi up --stack ${outputs.stack} --refresh`,
    });
  }
  const needs = "an operator who may read application and service principal (any member of the tenant, by default)";
  return [...findings, ...refused.map(({ answer }) => toUnseenAnswer("credential", answer, needs))];
}

/** By the id that the stack's credential got; in outputs without one by the name that infra/components gives. */
function isOf({ on, mode, name, keyId }: PresentCredential, generation: Generation): boolean {
  if (on !== "application" || mode !== generation.mode) return false;
  if (generation.keyId !== undefined) return keyId.toLowerCase() === generation.keyId.toLowerCase();
  return mode === "secret" ? name === generation.name : [`dialtone-${generation.name}`, `CN=dialtone-${generation.name}`].includes(name);
}

/** A trust keeps its id where somebody writes another subject into it. */
function findChangedTrust(
  { trust, name }: PresentCredential,
  generation: Generation,
  generations: readonly Generation[],
  { credential, stack }: Outputs,
): readonly DriftFinding[] {
  const made = credential.federated?.[generations.filter(({ mode }) => mode === "federated").indexOf(generation)];
  if (trust === undefined || made === undefined || formatTrust(trust) === formatTrust(made)) return [];
  const what = `trusted issuer "${name}" is ${formatTrust(trust)}, and was ${formatTrust(made)}`;
  return [{ of: "credential", kind: "changed", what, fix: `pulumi up --stack ${stack} --refresh` }];
}

function toExtra({ on, mode, name, keyId, endsAt }: PresentCredential, clientId: string): DriftFinding {
  const place = on === "application" ? "" : " on the service principal";
  const end = endsAt === "" ? "" : `, ends ${endsAt}`;
  const what = `${mode === "federated" ? "trusted issuer" : mode} "${name}"${place}, id ${toLastFour(keyId)}${end}`;
  const command = on === "application" ? "az ad app" : "az ad sp";
  const fix =
    mode === "federated"
      ? `if nobody uses it: az ad app federated-credential delete --id ${clientId} --federated-credential-id ${keyId}`
      : `if nobody uses it: ${command} credential delete --id ${clientId} --key-id ${keyId}${mode === "certificate" ? " --cert" : ""}`;
  return { of: "credential", kind: "extra", what, fix };
}
