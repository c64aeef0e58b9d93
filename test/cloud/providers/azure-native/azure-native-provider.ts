import { openConnection, type Connection, type Surroundings } from "../connection.ts";
import { toPropertyChanges } from "../property-changes.ts";
import { isWithin, topLevelOf } from "../property-path.ts";
import { toPlain, unknownValue, withSecretsOf, type PropertyMap } from "../property-values.ts";
import type { ChangeRequest, CheckRequest, CheckResult, DiffResult, Provider } from "../provider.ts";
import { findUnknownArguments, toConnectionSettings, toSubscriptionId } from "../provider-configuration.ts";
import { ProviderFailure } from "../provider-failure.ts";
import { parseResourceId } from "../resource-id.ts";
import { findUnknownInputs } from "./arm-body.ts";
import { createArmClient, type ArmClient } from "./arm-client.ts";
import { toAutomaticName } from "./arm-names.ts";
import * as resource from "./arm-resource.ts";
import { pathInputsOf, type ArmType } from "./arm-type.ts";
import { armTypes } from "./arm-types.ts";
import { azureNativeDataSources } from "./data-sources.ts";
import { deleteVaultSecret } from "./vault-secret.ts";

/** The version that the SDK in package.json belongs to. */
const azureNativeVersion = "3.28.0";
const resourceGroupApiVersion = "2024-03-01";

/**
 * Stands in for pulumi-azure-native: existence check, PUT, poll, GET, from a table of resource types. A type or
 * property that is not in the table is refused by name.
 */
export function createAzureNativeProvider(surroundings: Surroundings): Provider & { readonly close: () => Promise<void> } {
  let connection: Connection | undefined;
  let client: ArmClient | undefined;
  const arm = (): ArmClient => {
    if (client === undefined) throw new ProviderFailure("azure-native was used before it was configured");
    return client;
  };
  const connected = (): Connection => {
    if (connection === undefined) throw new ProviderFailure("azure-native was used before it was configured");
    return connection;
  };
  return {
    packageName: "azure-native",
    version: azureNativeVersion,
    checkConfig: (configuration) => findUnknownArguments("azure-native", configuration),
    configure: async (configuration) => {
      await connection?.close();
      connection = await openConnection(toConnectionSettings("azure-native", configuration, surroundings.environment), surroundings);
      client = createArmClient(connection, toSubscriptionId(configuration, surroundings.environment));
    },
    check: (request) => check(arm(), request),
    diff: (request) => Promise.resolve(diff(request)),
    create: async ({ type, inputs, preview }) => {
      const armType = armTypeOf(type);
      if (preview) return { resourceId: "", outputs: resource.previewOutputs(armType, inputs) };
      const { resourceId, outputs } = await resource.createArmResource(arm(), armType, inputs);
      return { resourceId, outputs: withSecretsOf(outputs, inputs) as PropertyMap };
    },
    read: async ({ type, resourceId, oldInputs, oldOutputs }) => {
      const armType = armTypeOf(type);
      // The scope of an extension comes back as programs write it. ASSUMED: with its slash, so that an import is no change.
      const { subscriptionId: _, ...pathInputs } = parseResourceId(armType.path.replace(/^\/(?=\{)/, ""), resourceId);
      const outputs = await resource.readArmResource(arm(), armType, resourceId);
      if (outputs === undefined) return undefined;
      const inputs = resource.refreshArmInputs(armType, toPlain(oldInputs), toPlain(oldOutputs), outputs, pathInputs);
      return {
        resourceId,
        outputs: withSecretsOf(outputs, oldInputs) as PropertyMap,
        inputs: withSecretsOf(inputs, oldInputs) as PropertyMap,
      };
    },
    update: async ({ type, resourceId, oldOutputs, newInputs, preview }) => {
      const armType = armTypeOf(type);
      if (preview) return { ...oldOutputs, ...resource.previewOutputs(armType, newInputs), ...knownOf(armType, oldOutputs) };
      return withSecretsOf(await resource.updateArmResource(arm(), armType, resourceId, newInputs), newInputs) as PropertyMap;
    },
    delete: ({ type, resourceId }) =>
      resource.deleteArmResource(arm(), armTypeOf(type), resourceId, (vaultUri, secretName) =>
        deleteVaultSecret(connected(), vaultUri, secretName),
      ),
    invoke: async (token, args) => {
      const dataSource = azureNativeDataSources[token];
      if (dataSource === undefined) throw new ProviderFailure(`function ${token} is not known to the azure-native stand-in`);
      const { clientId, tenantId } = connected().settings;
      return dataSource(arm(), toPlain(args), {
        clientId,
        tenantId,
        objectId: () => readObjectId(connected()),
        token: (audience) => connected().token(audience),
      });
    },
    cancel: () => connection?.cancel(),
    close: async () => {
      await connection?.close();
    },
  };
}

async function check(arm: ArmClient, request: CheckRequest): Promise<CheckResult> {
  const armType = armTypeOf(request.type);
  const inputs: Record<string, unknown> = { ...request.newInputs };
  if (inputs[armType.nameInput] === undefined) {
    const name = toAutomaticName(armType, request);
    inputs[armType.nameInput] = name.value;
    // The engine creates the new one first: two can exist beside each other.
    if (name.isRandom) inputs["__createBeforeDelete"] = true;
  }
  if (armType.inputs["location"] !== undefined && inputs["location"] === undefined) {
    inputs["location"] = request.oldInputs?.["location"] ?? (await locationOfGroup(arm, toPlain(inputs)["resourceGroupName"]));
  }
  const unknown = findUnknownInputs(armType, toPlain(inputs));
  const missing = armType.required.filter((name) => inputs[name] === undefined);
  return {
    inputs,
    failures: [
      ...unknown.map((property) => ({
        property,
        reason: `${armType.type} property "${property}" is not known to the azure-native stand-in`,
      })),
      ...missing.map((property) => ({ property, reason: `missing required property '${property}'` })),
    ],
  };
}

/** Arguments against arguments: drift shows after a refresh only. */
function diff(request: ChangeRequest): DiffResult {
  const armType = armTypeOf(request.type);
  const [olds, news] = [normalize(toPlain(request.oldInputs)), normalize(toPlain(request.newInputs))];
  const changes = toPropertyChanges(olds, news).filter(({ path }) => !isWithin(path, request.ignoreChanges));
  const forceNew = new Set([...pathInputsOf(armType), ...armType.forceNew]);
  const replaces = [...new Set(changes.map(({ path }) => topLevelOf(path)))].filter((name) => forceNew.has(name));
  return { changes, replaces, deleteBeforeReplace: replaces.length > 0 && request.newInputs["__createBeforeDelete"] !== true };
}

/** `Sweden Central` and `swedencentral` are one place; the mark of a random name is no argument. */
function normalize(inputs: PropertyMap): PropertyMap {
  const location = inputs["location"];
  const normalized = typeof location === "string" ? location.toLowerCase().replaceAll(" ", "") : location;
  return { ...inputs, location: normalized, __createBeforeDelete: undefined };
}

async function locationOfGroup(arm: ArmClient, resourceGroupName: unknown): Promise<unknown> {
  if (typeof resourceGroupName !== "string") return undefined;
  if (resourceGroupName === unknownValue) return unknownValue;
  const path = `/subscriptions/${arm.subscriptionId}/resourceGroups/${resourceGroupName}`;
  const answer = await arm.run({ method: "GET", path, apiVersion: resourceGroupApiVersion, accepts: [404] });
  // A group that is only planned: its location is known to the update.
  return answer.json?.["location"] ?? unknownValue;
}

/** Outputs of the cloud's own that an update does not change: names, ids, domains. */
function knownOf(armType: ArmType, oldOutputs: PropertyMap): PropertyMap {
  const topLevel = armType.outputs.filter((path) => !path.includes("."));
  return Object.fromEntries(topLevel.filter((name) => oldOutputs[name] !== undefined).map((name) => [name, oldOutputs[name]]));
}

async function readObjectId(connection: Connection): Promise<string> {
  const token = await connection.token(connection.endpoints.graph);
  return (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as { oid: string }).oid;
}

function armTypeOf(type: string): ArmType {
  const armType = armTypes.find((one) => one.type === type);
  if (armType === undefined) throw new ProviderFailure(`resource type ${type} is not known to the azure-native stand-in`);
  return armType;
}
