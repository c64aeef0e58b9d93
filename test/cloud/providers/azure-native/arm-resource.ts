import { containsUnknown, isPropertyMap, isSameValue, toPlain, unknownValue, withSecretsOf, type PropertyMap } from "../property-values.ts";
import { AcceptedFailure, ProviderFailure } from "../provider-failure.ts";
import type { ArmClient } from "./arm-client.ts";
import { toArmBody, toArmOutputs, toInputProjection } from "./arm-body.ts";
import { pathInputsOf, type ArmType } from "./arm-type.ts";

/** ARM id of a resource with these inputs. Extension types start with another resource's id. */
function toResourceId(armType: ArmType, inputs: PropertyMap, subscriptionId: string): string {
  const filled = armType.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "subscriptionId" ? subscriptionId : String(inputs[name]),
  );
  return filled.replace(/^\/\//, "/");
}

/** Looks whether the name is free, then PUTs. @throws ProviderFailure, with what exists where the failure came after */
export async function createArmResource(
  arm: ArmClient,
  armType: ArmType,
  inputs: PropertyMap,
): Promise<{ resourceId: string; outputs: PropertyMap }> {
  const plain = toPlain(inputs);
  const resourceId = toResourceId(armType, plain, arm.subscriptionId);
  const { apiVersion } = armType;
  const existing = await arm.run({ method: "GET", path: resourceId, apiVersion, accepts: [404] });
  if (existing.status !== 404) throw new ProviderFailure(`cannot create already existing resource '${resourceId}'`);
  try {
    return { resourceId, outputs: await put(arm, armType, resourceId, inputs) };
  } catch (error) {
    throw error instanceof AcceptedFailure ? await toPartialFailure(arm, armType, resourceId, inputs, error) : error;
  }
}

export async function readArmResource(arm: ArmClient, armType: ArmType, resourceId: string): Promise<PropertyMap | undefined> {
  const answer = await arm.run({ method: "GET", path: resourceId, apiVersion: armType.apiVersion, accepts: [404] });
  return answer.status === 404 ? undefined : toArmOutputs(armType, answer.json ?? {});
}

export async function updateArmResource(arm: ArmClient, armType: ArmType, resourceId: string, inputs: PropertyMap): Promise<PropertyMap> {
  if (!armType.readsBeforeUpdate) return put(arm, armType, resourceId, inputs);
  const present = await arm.run({ method: "GET", path: resourceId, apiVersion: armType.apiVersion });
  const accessPolicies = (present.json?.["properties"] as { accessPolicies?: unknown } | undefined)?.accessPolicies;
  const { properties } = toPlain(inputs) as { properties?: PropertyMap };
  return put(arm, armType, resourceId, { ...inputs, properties: { accessPolicies, ...properties } });
}

/**
 * DELETE and its end; gone already is done. The real provider deletes a secret of a vault through the data plane, at
 * the vault's own name below the cloud's Key Vault suffix; here the vault says where it is, because names do not resolve.
 */
export async function deleteArmResource(
  arm: ArmClient,
  armType: ArmType,
  resourceId: string,
  deleteSecret: (vaultUri: string, secretName: string) => Promise<void>,
) {
  if (armType.type !== "azure-native:keyvault:Secret") {
    await arm.run({ method: "DELETE", path: resourceId, apiVersion: armType.apiVersion, accepts: [404] });
    return;
  }
  const [vaultId = "", secretName = ""] = resourceId.split("/secrets/");
  const vault = await arm.run({ method: "GET", path: vaultId, apiVersion: armType.apiVersion, accepts: [404] });
  const vaultUri = (vault.json?.["properties"] as { vaultUri?: string } | undefined)?.vaultUri;
  if (vaultUri !== undefined) await deleteSecret(vaultUri, secretName);
}

/** What a preview can say: the arguments, the name, and that the rest is not known yet. */
export function previewOutputs(armType: ArmType, inputs: PropertyMap): PropertyMap {
  const pathInputs = new Set(pathInputsOf(armType));
  const outputs: Record<string, unknown> = structuredClone(
    Object.fromEntries(Object.entries(inputs).filter(([name]) => !pathInputs.has(name) && !name.startsWith("__"))),
  );
  for (const path of armType.outputs) setUnknown(outputs, path.split("."));
  const name = inputs[armType.nameInput];
  return { ...outputs, name: name ?? unknownValue, azureApiVersion: armType.apiVersion };
}

/**
 * Arguments after a refresh: only what the cloud changed since the last look is taken over, so that what it adds by
 * itself is no drift.
 */
export function refreshArmInputs(
  armType: ArmType,
  oldInputs: PropertyMap,
  oldOutputs: PropertyMap,
  outputs: PropertyMap,
  pathInputs: PropertyMap,
): PropertyMap {
  const now = toInputProjection(armType, outputs);
  if (Object.keys(oldInputs).length === 0) return { ...pathInputs, ...now };
  return takeOver(oldInputs, toInputProjection(armType, oldOutputs), now);
}

async function put(arm: ArmClient, armType: ArmType, resourceId: string, inputs: PropertyMap): Promise<PropertyMap> {
  const { apiVersion } = armType;
  await arm.run({ method: "PUT", path: resourceId, apiVersion, body: toArmBody(armType, toPlain(inputs)) });
  const read = await arm.run({ method: "GET", path: resourceId, apiVersion });
  return toArmOutputs(armType, read.json ?? {});
}

/** A PUT that was accepted and then failed leaves something behind: the state must know of it. */
async function toPartialFailure(arm: ArmClient, armType: ArmType, resourceId: string, inputs: PropertyMap, failure: AcceptedFailure) {
  const outputs = await readArmResource(arm, armType, resourceId).catch((error: unknown) => {
    throw new ProviderFailure(`resource partially created but read failed ${String(error)}: ${failure.message}`);
  });
  if (outputs === undefined) return new ProviderFailure(failure.message);
  const partial = { resourceId, outputs: withSecretsOf(outputs, inputs) as PropertyMap, inputs };
  return new ProviderFailure(`resource partially created: ${failure.message}`, partial);
}

function takeOver(inputs: PropertyMap, before: PropertyMap, now: PropertyMap): PropertyMap {
  const result: Record<string, unknown> = { ...inputs };
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (isSameValue(before[name], now[name])) continue;
    const [input, old, current] = [inputs[name], before[name], now[name]];
    if (isPropertyMap(input) && isPropertyMap(old) && isPropertyMap(current)) result[name] = takeOver(input, old, current);
    else if (current === undefined) delete result[name];
    else result[name] = current;
  }
  return result;
}

function setUnknown(outputs: Record<string, unknown>, [head = "", ...rest]: readonly string[]): void {
  if (rest.length === 0) {
    outputs[head] = unknownValue;
    return;
  }
  const inner = outputs[head];
  if (inner === undefined || (containsUnknown(inner) && !isPropertyMap(inner))) outputs[head] = unknownValue;
  else if (isPropertyMap(inner)) setUnknown(inner, rest);
}
