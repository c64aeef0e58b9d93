import type { FaultRule } from "../../../cloud/core/fault-rule.ts";
import { startStandIns } from "../../../cloud/providers/stand-ins.ts";
import { startCloud, type RunningCloud } from "../../../cloud/start-cloud.ts";
import { openProvider, type ProviderCaller, type ProviderConfiguration } from "./provider-caller.ts";

export interface Rig {
  readonly cloud: RunningCloud;
  readonly azuread: ProviderCaller;
  readonly azureNative: ProviderCaller;
  readonly azureadConfiguration: ProviderConfiguration;
  readonly azureNativeConfiguration: ProviderConfiguration;
  /** Configures both as the stack does. */
  readonly configure: () => Promise<void>;
  /** `METHOD path?query {body keys}` of what happened since the last call, without login and metadata. */
  readonly exchanged: () => string[];
  readonly stop: () => Promise<void>;
}

export const tenantId = "5f4e1d2c-0b6a-4c3d-9e8f-7a6b5c4d3e2f";
export const subscriptionId = "1c9b7a65-4d3e-4f2a-8b1c-0d9e8f7a6b5c";

/** A cloud and both stand-ins, configured as the stack configures them. The clock runs a thousand times faster; `pace`: the providers'. */
export async function startRig(faults: readonly FaultRule[] = [], pace = 1000): Promise<Rig> {
  const cloud = await startCloud({
    tenantId,
    subscriptionId,
    seed: {},
    clock: { mode: "real", rate: 1000 },
    faults,
    dependenciesDirectory: process.cwd(),
  });
  const { deployer, metadataHost, caFile } = cloud.description;
  const environment = { ARM_CLIENT_ID: deployer.clientId, ARM_CLIENT_SECRET: deployer.clientSecret, NODE_EXTRA_CA_CERTS: caFile };
  const standIns = await startStandIns({ environment, pace });
  const azuread = openProvider(standIns.ports.azuread);
  const azureNative = openProvider(standIns.ports["azure-native"]);
  const configure = async (): Promise<void> => {
    await azuread.configuration.apply({ tenantId, metadataHost });
    await azureNative.configuration.apply({ tenantId, metadataHost, subscriptionId });
  };
  await configure();
  let seen = cloud.context.transcript.exchanges().length;
  return {
    cloud,
    azuread: azuread.caller,
    azureNative: azureNative.caller,
    azureadConfiguration: azuread.configuration,
    azureNativeConfiguration: azureNative.configuration,
    configure,
    exchanged: () => {
      const all = cloud.context.transcript.exchanges();
      const news = all.slice(seen).filter(({ plane }) => plane !== "login" && plane !== "metadata");
      seen = all.length;
      return news.map(({ method, url, requestBody }) => `${method} ${toPath(url)}${toKeys(requestBody)}`);
    },
    stop: async () => {
      azuread.close();
      azureNative.close();
      await standIns.stop();
      await cloud.stop();
    },
  };
}

function toPath(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function toKeys(body: Uint8Array): string {
  if (body.length === 0) return "";
  return ` ${Object.keys(JSON.parse(Buffer.from(body).toString("utf8")) as object).join(" ")}`;
}
