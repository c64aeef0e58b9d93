import type { CloudContext } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import { textOf } from "../arm/body-check.ts";
import type { Json } from "../arm/body-check.ts";
import type { ResourceStore } from "../arm/resource-store.ts";
import type { ResourceKind } from "../arm/resource-type.ts";
import { containerAppType } from "../arm/types/container-app.ts";
import type { AppPlatform } from "./app-platform.ts";
import { environmentIdOf, identitiesOf } from "./container-app-resource.ts";
import type { ContainerAppProperties } from "./container-app-resource.ts";

/** Container apps: what they refer to must be there; a write that changes the template runs what it says. */
export function containerAppKind(context: CloudContext, resources: ResourceStore, platform: AppPlatform): ResourceKind {
  return {
    rules: containerAppType,
    behaviour: {
      admit: ({ body }) => checkReferences(resources, body),
      derive: ({ id, body }) => {
        const properties = appPropertiesOf(body);
        const fqdn = fqdnOf(resources, id.name, properties);
        const environmentId = environmentIdOf(properties);
        return {
          properties: {
            environmentId,
            managedEnvironmentId: environmentId,
            runningStatus: "Running",
            customDomainVerificationId: context.ids.hex(`domain-verification:${context.subscriptionId}`, 64).toUpperCase(),
            outboundIpAddresses: ["192.0.2.20"],
            eventStreamEndpoint: `https://${String(body["location"])}.azurecontainerapps.test${id.id}/eventstream`,
            ...(fqdn === undefined ? {} : { configuration: { ingress: { fqdn } } }),
          },
        };
      },
      work: async (app) => {
        const revision = await platform.deploy(app, ingressFqdn(app.properties));
        return {
          properties: {
            latestRevisionName: revision.name,
            latestReadyRevisionName: revision.name,
            latestRevisionFqdn: revision.fqdn,
          },
        };
      },
      removing: async (app) => await platform.remove(app, ingressFqdn(app.properties)),
    },
  };
}

/** The body was checked against the type's shape. */
function appPropertiesOf(body: Json): ContainerAppProperties {
  return body["properties"] as ContainerAppProperties;
}

function checkReferences(resources: ResourceStore, body: Json): void {
  const properties = appPropertiesOf(body);
  const environmentId = environmentIdOf(properties);
  if (environmentId === undefined) throw new Refusal(400, "ManagedEnvironmentRequired", "ContainerApp must have a ManagedEnvironmentId.");
  const environment = resources.get(environmentId);
  if (environment === undefined)
    throw new Refusal(404, "ManagedEnvironmentNotFound", `The managed environment '${environmentId}' could not be found.`);
  if (environment.properties["provisioningState"] !== "Succeeded") {
    throw new Refusal(
      409,
      "ManagedEnvironmentNotReadyForAppCreation",
      `The environment '${environment.name}' is not ready: it is in state '${String(environment.properties["provisioningState"])}'.`,
    );
  }
  if (environment.location !== body["location"]) {
    throw new Refusal(
      400,
      "LocationMismatch",
      `The location '${String(body["location"])}' of the container app is not that of its environment, '${environment.location ?? ""}'.`,
    ); // ASSUMED: code
  }
  const identities = identitiesOf(body);
  const missing = identities.find((identityId) => resources.get(identityId) === undefined);
  if (missing !== undefined)
    throw new Refusal(
      400,
      "FailedIdentityOperation",
      `Identity operation for resource failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: The resource '${missing}' could not be found.'.`,
    );
  const { registries, secrets } = properties.configuration ?? {};
  const foreign = (registries ?? []).find(
    ({ identity }) =>
      identity !== undefined && identity !== "system" && !identities.some((assigned) => assigned.toLowerCase() === identity.toLowerCase()),
  );
  if (foreign !== undefined) {
    throw new Refusal(
      400,
      "ContainerAppRegistryIdentityNotFound",
      `The identity '${foreign.identity ?? ""}' of registry '${foreign.server ?? ""}' is not assigned to the container app.`,
    ); // ASSUMED: code
  }
  const names = new Set((secrets ?? []).map(({ name }) => name));
  const dangling = properties.template.containers
    .flatMap(({ env = [] }) => env)
    .find(({ secretRef }) => secretRef !== undefined && !names.has(secretRef));
  if (dangling !== undefined)
    throw new Refusal(400, "ContainerAppSecretRefNotFound", `SecretRef '${dangling.secretRef ?? ""}' defined for container is not found.`);
}

/** The name below which an app with ingress is reached. Source: https://learn.microsoft.com/azure/container-apps/connect-apps, read 2026-11-25. */
function fqdnOf(resources: ResourceStore, appName: string, properties: ContainerAppProperties): string | undefined {
  const ingress = properties.configuration?.ingress;
  if (ingress === undefined || ingress === null) return undefined;
  const domain = textOf(resources.get(environmentIdOf(properties) ?? "")?.properties["defaultDomain"]);
  return `${appName}.${ingress.external === true ? "" : "internal."}${domain}`;
}

function ingressFqdn(properties: Readonly<Record<string, unknown>>): string | undefined {
  const { configuration } = properties as { configuration?: { ingress?: { fqdn?: string } | null } };
  return configuration?.ingress?.fqdn;
}
