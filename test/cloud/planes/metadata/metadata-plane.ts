import type { CloudContext } from "../../core/cloud-context.ts";
import { nations } from "../../core/nation.ts";
import type { Plane } from "../../core/operation.ts";

/** The cloud's metadata document, by which the providers and azcore clients find login, Graph and ARM. */
export function createMetadataPlane(context: Pick<CloudContext, "origins" | "tenant">): Plane {
  const { origins } = context;
  const { nation = nations.public } = origins;
  return {
    name: "metadata",
    operations: [
      {
        name: "metadata.endpoints",
        plane: "metadata",
        method: "GET",
        path: "/metadata/endpoints",
        apiVersions: ["2022-09-01"],
        audience: "none",
        source:
          "../shared/facts/cloud-wire.md 1.2 (hashicorp/go-azure-sdk metadata client; pulumi-azure-native cloud/metadata), read 2026-11-25",
        handle: () => ({
          status: 200,
          json: {
            name: nation.metadataName,
            portal: origins.arm,
            authentication: {
              // azure-native takes the first audience as the scope of its ARM tokens.
              loginEndpoint: origins.login,
              audiences: [origins.arm, ...nation.armAudiences.toReversed().map((audience) => `${audience}/`)],
              // Other values make the SDK family take the cloud for Azure Stack (stackshy/cloudemu PR 1147).
              tenant: "common",
              identityProvider: "AAD",
            },
            graphAudience: `${origins.graph}/`,
            graph: `${origins.graph}/`,
            resourceManager: `${origins.arm}/`,
            microsoftGraphResourceId: `${origins.graph}/`,
            suffixes: { keyVaultDns: "vault.localhost", storage: "storage.localhost" },
          },
        }),
      },
    ],
  };
}
