import { ClientSecretCredential } from "@azure/identity";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import tls from "node:tls";
import type { Seed } from "../../../cloud/core/seed.ts";
import type { FaultRule } from "../../../cloud/core/fault-rule.ts";
import type { NationName } from "../../../cloud/core/nation.ts";
import { startCloud } from "../../../cloud/start-cloud.ts";
import type { RunningCloud } from "../../../cloud/start-cloud.ts";

export const tenantId = "5c0e1f6e-3d0f-4c55-9b1c-0a5a5d4b1a01";
export const subscriptionId = "7d1b0a52-0f66-4d0e-8f3a-6f0f6f2a9b02";
export const readerObjectId = "2f0c3b9a-5c3a-4a55-8f5b-5b6d3c1a0e03";
export const subscriptionScope = `/subscriptions/${subscriptionId}`;
/** Form of the ids of the role definitions that tests assign. */
export const roleDefinition = (guid: string): string => `${subscriptionScope}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

/** A cloud with its deployer (Owner) and one service principal without any rights, and a plain REST caller. */
export interface AzureFixture {
  readonly cloud: RunningCloud;
  readonly deployer: ClientSecretCredential;
  readonly reader: ClientSecretCredential;
  /** Options that point the newer official ARM clients at the cloud. */
  readonly clientOptions: { readonly endpoint: string; readonly credentials: { readonly scopes: string[] } };
  /** Sends to ARM as the deployer, or as `credential`. */
  readonly arm: (
    method: string,
    path: string,
    body?: unknown,
    credential?: ClientSecretCredential,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: any }>; // oxlint-disable-line typescript/no-explicit-any -- answers are asserted as whole objects
  /** A write that is followed to its end. */
  readonly put: (path: string, body: unknown) => Promise<any>; // oxlint-disable-line typescript/no-explicit-any -- as above
}

export async function startAzureFixture(
  options: { readonly seed?: Seed; readonly faults?: readonly FaultRule[]; readonly nation?: NationName } = {},
): Promise<AzureFixture> {
  const cloud = await startCloud({
    tenantId,
    subscriptionId,
    seed: { operators: [{ objectId: readerObjectId, principalType: "ServicePrincipal" }], ...options.seed },
    clock: { mode: "real", rate: 20 },
    faults: options.faults ?? [],
    ...(options.nation === undefined ? {} : { nation: options.nation }),
    dependenciesDirectory: join(import.meta.dirname, "../../../.."),
  });
  const { description } = cloud;
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(description.caFile, "utf8")]);
  const identityOptions = { authorityHost: description.login, disableInstanceDiscovery: true };
  const deployer = new ClientSecretCredential(tenantId, description.deployer.clientId, description.deployer.clientSecret, identityOptions);
  const signIn = cloud.signInOf(readerObjectId);
  const reader = new ClientSecretCredential(
    tenantId,
    signIn["AZURE_CLIENT_ID"] ?? "",
    signIn["AZURE_CLIENT_SECRET"] ?? "",
    identityOptions,
  );
  const scope = `${description.arm}/.default`;
  const arm: AzureFixture["arm"] = async (method, path, body, credential = deployer) => {
    const { token } = await credential.getToken(scope);
    const response = await fetch(path.startsWith("https:") ? path : `${description.arm}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  const put: AzureFixture["put"] = async (path, body) => {
    const first = await arm("PUT", path, body);
    if (first.status >= 300) throw new Error(`${first.status} ${JSON.stringify(first.body)}`);
    for (;;) {
      const { body: current } = await arm("GET", path);
      const state = current?.properties?.provisioningState;
      // Not every type tells its state; what does not is made by its answer.
      if (state === "Succeeded" || (state === undefined && current !== undefined && current.error === undefined)) return current;
      if (state === "Failed") {
        const followed = first.headers.get("azure-asyncoperation");
        throw new Error(JSON.stringify(followed === null ? current : (await arm("GET", followed)).body));
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { cloud, deployer, reader, clientOptions: { endpoint: description.arm, credentials: { scopes: [scope] } }, arm, put };
}
