import type { Connection, Surroundings } from "../connection.ts";
import { openConnection } from "../connection.ts";
import { toPlain, toSecret, unknownValue, withSecretsOf, containsUnknown, type PropertyMap } from "../property-values.ts";
import { withValuesOf } from "../property-path.ts";
import type { Provider } from "../provider.ts";
import { parseResourceId } from "../resource-id.ts";
import { findUnknownMembers } from "../shape.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { azureadDataSources } from "./data-sources.ts";
import { diffAzureadInputs, refreshAzureadInputs } from "./azuread-inputs.ts";
import type { AzureadResource } from "./azuread-resource.ts";
import { application } from "./application.ts";
import { servicePrincipal } from "./service-principal.ts";
import { appRoleAssignment } from "./app-role-assignment.ts";
import { applicationPassword } from "./application-password.ts";
import { applicationCertificate } from "./application-certificate.ts";
import { applicationFederatedIdentityCredential } from "./application-federated-identity-credential.ts";
import { createGraphClient, type GraphClient } from "./graph-client.ts";
import { findUnknownArguments, toConnectionSettings } from "../provider-configuration.ts";

const resources = [
  application,
  servicePrincipal,
  appRoleAssignment,
  applicationPassword,
  applicationCertificate,
  applicationFederatedIdentityCredential,
];

/** The version that the SDK in package.json belongs to. */
const azureadVersion = "6.9.1";

/**
 * Stands in for pulumi-azuread: the same requests as the official provider, from a table of its resource types. A type
 * or property that is not in the table is refused by name.
 */
export function createAzureadProvider(surroundings: Surroundings): Provider & { readonly close: () => Promise<void> } {
  let connection: Connection | undefined;
  let client: GraphClient | undefined;
  const graph = (): GraphClient => {
    if (client === undefined) throw new ProviderFailure("azuread was used before it was configured");
    return client;
  };
  return {
    packageName: "azuread",
    version: azureadVersion,
    checkConfig: (configuration) => findUnknownArguments("azuread", configuration),
    configure: async (configuration) => {
      await connection?.close();
      connection = await openConnection(toConnectionSettings("azuread", configuration, surroundings.environment), surroundings);
      client = await createGraphClient(connection);
    },
    check: async ({ type, newInputs }) => {
      const { inputs: rules } = resourceOf(type);
      const unknown = Object.entries(toPlain(newInputs)).flatMap(([name, value]) => {
        if (name.startsWith("__")) return [];
        return rules[name] === undefined ? [name] : findUnknownMembers(rules[name].shape ?? true, value, name);
      });
      const missing = Object.keys(rules).filter((name) => rules[name]?.isRequired === true && newInputs[name] === undefined);
      return Promise.resolve({
        inputs: newInputs,
        failures: [
          ...unknown.map((property) => ({ property, reason: `${type} property "${property}" is not known to the azuread stand-in` })),
          ...missing.map((property) => ({ property, reason: `Missing required property '${property}'` })),
        ],
      });
    },
    diff: (request) => Promise.resolve(diffAzureadInputs(resourceOf(request.type), request)),
    create: async ({ type, urn, inputs, preview }) => {
      const resource = resourceOf(type);
      const plain = toPlain(inputs);
      if (preview) {
        if (!containsUnknown(plain)) await resource.plan?.(graph(), plain);
        const planned = Object.fromEntries(resource.outputs.map((name) => [name, unknownValue]));
        return { resourceId: "", outputs: { ...toStateOutputs(resource, planned, {}), ...inputs } };
      }
      await resource.plan?.(graph(), plain);
      let keptId: string | undefined;
      try {
        const state = await resource.create(graph(), plain, (resourceId) => {
          keptId = resourceId;
        });
        return { resourceId: state.resourceId, outputs: toStateOutputs(resource, state.outputs, inputs) };
      } catch (error) {
        const message = `creating ${urn}: ${error instanceof Error ? error.message : String(error)}`;
        throw new ProviderFailure(message, keptId === undefined ? undefined : { resourceId: keptId, outputs: inputs, inputs });
      }
    },
    read: async ({ type, resourceId, oldInputs, oldOutputs }) => {
      const resource = resourceOf(type);
      parseResourceId(resource.idForm, resourceId);
      const state = await resource.read(graph(), resourceId, { ...toPlain(oldInputs), ...toPlain(oldOutputs) });
      if (state === undefined) return undefined;
      const inputs = refreshAzureadInputs(resource, toPlain(oldInputs), state.outputs);
      const outputs = toStateOutputs(resource, state.outputs, oldInputs);
      return { resourceId: state.resourceId, outputs, inputs: withSecretsOf(inputs, oldInputs) as PropertyMap };
    },
    update: async ({ type, urn, resourceId, oldOutputs, newInputs, ignoreChanges, preview }) => {
      const resource = resourceOf(type);
      if (preview) return { ...oldOutputs, ...newInputs };
      if (resource.update === undefined) throw new ProviderFailure(`updating ${urn}: doesn't support update`);
      const known = toPlain(oldOutputs);
      // Terraform plans an ignored attribute as the state has it, not as the program once said it.
      const wanted = withValuesOf(toPlain(newInputs), known, ignoreChanges) as PropertyMap;
      const state = await resource.update(graph(), resourceId, wanted, known);
      return toStateOutputs(resource, state.outputs, newInputs);
    },
    delete: async ({ type, resourceId, oldOutputs }) => {
      await resourceOf(type).delete(graph(), resourceId, toPlain(oldOutputs));
    },
    invoke: async (token, args) => {
      const dataSource = azureadDataSources[token];
      if (dataSource === undefined) throw new ProviderFailure(`function ${token} is not known to the azuread stand-in`);
      return dataSource(graph(), toPlain(args));
    },
    cancel: () => connection?.cancel(),
    close: async () => {
      await connection?.close();
    },
  };
}

function resourceOf(type: string): AzureadResource {
  const resource = resources.find((one) => one.type === type);
  if (resource === undefined) throw new ProviderFailure(`resource type ${type} is not known to the azuread stand-in`);
  return resource;
}

function toStateOutputs(resource: AzureadResource, outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  const secret = Object.entries(outputs).map(([name, value]) => [name, resource.secretOutputs.includes(name) ? toSecret(value) : value]);
  return withSecretsOf(Object.fromEntries(secret), inputs) as PropertyMap;
}
