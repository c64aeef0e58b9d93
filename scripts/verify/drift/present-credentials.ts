import { parseJson, toObject } from "../../lib/wire-error.ts";
import type { CloudAnswer } from "../../lib/cloud-http.ts";
import { type DriftSubject, toWord } from "./drift-finding.ts";
import { readList } from "../../lib/read-list.ts";

/** A credential that is there: on the application, or on its service principal, which takes some too. */
export interface PresentCredential {
  readonly on: "application" | "service principal";
  readonly mode: "secret" | "certificate" | "federated";
  readonly name: string;
  readonly keyId: string;
  /** A day; empty where it has no end. */
  readonly endsAt: string;
  /** Whose tokens are taken; of mode `federated` alone. */
  readonly trust?: { readonly issuer: string; readonly subject: string; readonly audience: string };
}

/** What is there, and the answers that were none. */
export interface PresentCredentials {
  readonly credentials: readonly PresentCredential[];
  readonly refused: readonly { readonly of: "keys" | "trusts" | "principal"; readonly answer: CloudAnswer }[];
}

/** Everything that the calling app could prove itself with, as the directory has it now. */
export async function readPresentCredentials({ outputs, clients }: Pick<DriftSubject, "outputs" | "clients">): Promise<PresentCredentials> {
  const { applicationObjectId, principalObjectId } = outputs.app;
  const select = "?$select=passwordCredentials,keyCredentials";
  const keys = await clients.readDirectory(`/applications/${applicationObjectId}${select}`);
  const trusts = await readList(clients.readDirectory, `/applications/${applicationObjectId}/federatedIdentityCredentials`);
  const principal = await clients.readDirectory(`/servicePrincipals/${principalObjectId}${select}`);
  return {
    credentials: [
      ...toKeys(keys, "application"),
      ...(trusts.refused === undefined ? trusts.entries.map(toTrust) : []),
      ...toKeys(principal, "service principal"),
    ],
    refused: [
      ...(keys.status === 200 ? [] : [{ of: "keys" as const, answer: keys }]),
      ...(trusts.refused === undefined ? [] : [{ of: "trusts" as const, answer: trusts.refused }]),
      ...(principal.status === 200 ? [] : [{ of: "principal" as const, answer: principal }]),
    ],
  };
}

function toKeys(answer: CloudAnswer, on: PresentCredential["on"]): readonly PresentCredential[] {
  if (answer.status !== 200) return [];
  const { passwordCredentials, keyCredentials } = toObject(parseJson(answer.text));
  return [
    ...toList(passwordCredentials).map((one) => toKey(one, "secret", on)),
    ...toList(keyCredentials).map((one) => toKey(one, "certificate", on)),
  ];
}

function toKey(
  { displayName, keyId, endDateTime }: Readonly<Record<string, unknown>>,
  mode: "secret" | "certificate",
  on: PresentCredential["on"],
): PresentCredential {
  const endsAt = typeof endDateTime === "string" ? endDateTime.slice(0, 10) : "";
  return { on, mode, name: typeof displayName === "string" ? displayName : "", keyId: toWord(keyId), endsAt };
}

function toTrust({ name, id, issuer, subject, audiences }: Readonly<Record<string, unknown>>): PresentCredential {
  const trust = { issuer: toWord(issuer), subject: toWord(subject), audience: [audiences].flat().map(toWord).join(", ") };
  return { on: "application", mode: "federated", name: typeof name === "string" ? name : "", keyId: toWord(id), endsAt: "", trust };
}

function toList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(toObject) : [];
}
