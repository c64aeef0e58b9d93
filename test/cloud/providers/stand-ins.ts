import * as grpc from "@grpc/grpc-js";
import { createRequire } from "node:module";
import type * as ProviderServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { createAzureNativeProvider } from "./azure-native/azure-native-provider.ts";
import { createAzureadProvider } from "./azuread/azuread-provider.ts";
import type { Surroundings } from "./connection.ts";
import { createProviderService } from "./provider-service.ts";

const require = createRequire(import.meta.url);
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb.js") as typeof ProviderServices;

/** The running stand-ins: one port a package, because each port holds one configuration. */
export interface StandIns {
  readonly ports: Readonly<Record<"azuread" | "azure-native", number>>;
  /** Value of PULUMI_DEBUG_PROVIDERS that attaches them to the real engine. */
  readonly debugProviders: string;
  readonly stop: () => Promise<void>;
}

/** Serves both stand-ins on 127.0.0.1 over Pulumi's provider protocol. */
export async function startStandIns(surroundings: Surroundings): Promise<StandIns> {
  const providers = [createAzureadProvider(surroundings), createAzureNativeProvider(surroundings)] as const;
  const servers = await Promise.all(
    providers.map(async (provider) => {
      const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
      server.addService(ResourceProviderService, createProviderService(provider));
      const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
          error === null ? resolve(bound) : reject(error),
        );
      });
      return { server, port };
    }),
  );
  const [azuread = 0, azureNative = 0] = servers.map(({ port }) => port);
  return {
    ports: { azuread, "azure-native": azureNative },
    debugProviders: `azuread:${azuread},azure-native:${azureNative}`,
    stop: async () => {
      for (const { server } of servers) server.forceShutdown();
      await Promise.all(providers.map((provider) => provider.close()));
    },
  };
}
