import { loadCloud } from "../../../../infra/contract/cloud.ts";
import type { Blueprint } from "../../../../scripts/bootstrap/blueprint.ts";
import type { BootstrapCloud } from "../../../../scripts/bootstrap/bootstrap-cloud.ts";
import { bootstrapOptions, parseBootstrapFlags, type BootstrapFlags } from "../../../../scripts/bootstrap/bootstrap-flags.ts";
import { toNames } from "../../../../scripts/bootstrap/names.ts";
import type { PreflightContext } from "../../../../scripts/bootstrap/preflight/preflight-context.ts";
import type { SignedIn } from "../../../../scripts/bootstrap/signed-in.ts";
import { createBudgetClock } from "../../../../scripts/lib/budget-clock.ts";
import { parseFlagValues } from "../../../../scripts/lib/flag-values.ts";
import type { CloudAnswer } from "../../../../scripts/lib/cloud-http.ts";

export const tenantId = "c1029d34-1045-479a-a161-47a4b8548948";
export const subscriptionId = "a56c34e9-d1fa-4581-87a3-91111dd36a3b";
export const personObjectId = "fc720212-cf68-4c53-9035-4f47a9358f5b";
export const calleeObjectId = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";

export function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): CloudAnswer {
  return { status, headers: new Headers(headers), text: JSON.stringify(body) };
}

/** Microsoft's answers by a part of what is asked, first match; anything else is 404. */
export type Answers = Readonly<Record<string, CloudAnswer>>;

export const signedIn: SignedIn = { tenantId, objectId: personObjectId, principalType: "User", methods: ["pwd", "mfa"], graphRoles: [] };

export function createCloud(answers: Answers, who: SignedIn = signedIn): BootstrapCloud {
  const find = async (asked: string): Promise<CloudAnswer> =>
    Object.entries(answers).find(([part]) => asked.includes(part))?.[1] ?? answer(404);
  return {
    cloud: loadCloud("public", {}),
    clock: createBudgetClock(1),
    signedIn: who,
    readAzure: find,
    putAzure: find,
    postAzure: find,
    readGraph: find,
    postGraph: find,
    close: async () => {},
  };
}

export const blueprint: Blueprint = {
  stackName: "prod",
  directory: "/checkout",
  cloudName: "public",
  tenantId,
  subscriptionId,
  location: "swedencentral",
  displayName: "Dialtone prod",
  callees: [{ given: "kim@contoso.com", objectId: calleeObjectId, answer: answer(200, { userType: "Member", accountEnabled: true }) }],
  operators: [{ objectId: personObjectId, principalType: "User" }],
  consent: "grant",
  credential: { mode: "secret", life: "90d" },
  backend: { kind: "url", url: "https://api.pulumi.com", secretsProvider: "default" },
  pipeline: undefined,
  names: toNames("prod", subscriptionId, "public"),
};

/** A command line with nothing on it but the stack. */
export const flags: BootstrapFlags = parseBootstrapFlags(parseFlagValues(["--stack=prod"], bootstrapOptions).values, []);

export function createContext(answers: Answers, more: Partial<PreflightContext> = {}): PreflightContext {
  const cloud = more.cloud ?? createCloud(answers);
  return {
    cloud,
    blueprint,
    flags,
    file: { path: "/checkout/Pulumi.prod.yaml", isThere: false, values: {}, secretsProvider: undefined, hasKey: false },
    cli: { command: "/usr/bin/pulumi", version: "3.259.0", isNewEnough: true },
    pulumi: { findProblem: async () => undefined },
    environment: {},
    nowMs: () => Date.UTC(2026, 10, 25, 12),
    permissions: () => cloud.readAzure("permissions"),
    providers: () => cloud.readAzure("providers"),
    ...more,
  };
}
