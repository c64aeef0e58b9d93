import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toEntries, toUnseenAnswer, toWord } from "./drift-finding.ts";

/** The configured generations, and no other secret, certificate or trusted issuer. Never removes one. */
export const credentialDrift: DriftLook = { of: "credential", find: findCredentialDrift };

async function findCredentialDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { app, stack } = outputs;
  const path = `/applications/${app.applicationObjectId}`;
  const needs = "an operator who may read the application (any member of the tenant, by default)";
  const answer = await clients.readDirectory(`${path}?$select=passwordCredentials,keyCredentials`);
  if (answer.status !== 200) return [toUnseenAnswer("credential", answer, needs)];
  const trusts = await clients.readDirectory(`${path}/federatedIdentityCredentials`);
  const application = toObject(parseJson(answer.text));
  const present: readonly Present[] = [
    ...toList(application["passwordCredentials"]).map((one) => toPresent("secret", one, "keyId")),
    ...toList(application["keyCredentials"]).map((one) => toPresent("certificate", one, "keyId")),
    ...(trusts.status === 200 ? toEntries(trusts) : []).map((one) => toPresent("federated", one, "id")),
  ];
  const generations = outputs.made?.generations ?? [{ name: outputs.credential.generation, mode: outputs.credential.mode }];
  const left = [...generations];
  const findings: DriftFinding[] = [];
  for (const credential of present) {
    const at = left.findIndex((generation) => isOf(credential, generation));
    if (at === -1) findings.push(toExtra(credential, app.clientId));
    else left.splice(at, 1);
  }
  for (const { name, mode } of left) {
    if (mode === "federated" && trusts.status !== 200) continue;
    findings.push({
      of: "credential",
      kind: "missing",
      what: `${mode} of generation ${name}`,
      fix: `pulumi up --stack ${stack} --refresh`,
    });
  }
  return trusts.status === 200 ? findings : [...findings, toUnseenAnswer("credential", trusts, needs)];
}

interface Present {
  readonly mode: "secret" | "certificate" | "federated";
  readonly name: string;
  readonly keyId: string;
  readonly endsAt: string;
}

/** Names as infra/components gives them: a secret has the generation's own, a certificate its subject, a trust one like it. */
function isOf({ mode, name }: Present, generation: { readonly name: string; readonly mode: string }): boolean {
  if (mode !== generation.mode) return false;
  return mode === "secret" ? name === generation.name : [`dialtone-${generation.name}`, `CN=dialtone-${generation.name}`].includes(name);
}

function toExtra({ mode, name, keyId, endsAt }: Present, clientId: string): DriftFinding {
  const what = `${mode === "federated" ? "trusted issuer" : mode} "${name}", id ${toLastFour(keyId)}${endsAt === "" ? "" : `, ends ${endsAt}`}`;
  const fix =
    mode === "federated"
      ? `if nobody uses it: az ad app federated-credential delete --id ${clientId} --federated-credential-id ${keyId}`
      : `if nobody uses it: az ad app credential delete --id ${clientId} --key-id ${keyId}${mode === "certificate" ? " --cert" : ""}`;
  return { of: "credential", kind: "extra", what, fix };
}

function toPresent(mode: Present["mode"], one: Readonly<Record<string, unknown>>, idKey: "keyId" | "id"): Present {
  const { displayName, name, endDateTime } = one;
  const shown = typeof displayName === "string" ? displayName : typeof name === "string" ? name : "";
  return { mode, name: shown, keyId: toWord(one[idKey]), endsAt: typeof endDateTime === "string" ? endDateTime.slice(0, 10) : "" };
}

function toList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(toObject) : [];
}
