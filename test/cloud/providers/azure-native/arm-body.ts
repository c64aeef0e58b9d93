import { definedOnly, isPropertyMap, type PropertyMap } from "../property-values.ts";
import { findUnknownMembers, restrictTo } from "../shape.ts";
import { pathInputsOf, type ArmType } from "./arm-type.ts";

/** Names that an argument has although the stand-in does not know it, as paths; empty when all is known. */
export function findUnknownInputs(armType: ArmType, inputs: PropertyMap): string[] {
  const pathInputs = pathInputsOf(armType);
  return Object.entries(inputs).flatMap(([name, value]) => {
    if (pathInputs.includes(name) || name.startsWith("__") || name === "azureApiVersion") return [];
    const shape = armType.inputs[name];
    return shape === undefined ? [name] : findUnknownMembers(shape, value, name);
  });
}

/** The JSON that the provider PUTs: flattened arguments go back below `properties`, under their ARM names. */
export function toArmBody(armType: ArmType, inputs: PropertyMap): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const properties: Record<string, unknown> = {};
  for (const name of Object.keys(armType.inputs)) {
    if (inputs[name] === undefined) continue;
    const value = name === "identity" ? toArmIdentity(inputs[name]) : renameMembers(armType.renamed, inputs[name], name);
    if (armType.topLevel.includes(name)) body[name] = value;
    else properties[armType.renamed[name] ?? name] = value;
  }
  const isFlattened = !armType.topLevel.includes("properties");
  return isFlattened && Object.keys(properties).length > 0 ? { ...body, properties } : { ...body, ...properties };
}

/** What the provider keeps of an answer: flattened and renamed again, and of the rest what the SDK's type has. */
export function toArmOutputs(armType: ArmType, answer: PropertyMap): Record<string, unknown> {
  const isFlattened = !armType.topLevel.includes("properties");
  const properties = isPropertyMap(answer["properties"]) ? answer["properties"] : {};
  const sdkName = Object.fromEntries(Object.entries(armType.renamed).map(([sdk, arm]) => [arm, sdk]));
  const known = new Set(["name", ...Object.keys(armType.inputs), ...armType.outputs.map((path) => path.split(".")[0] ?? "")]);
  // Two arguments of the path that the SDK also has as outputs.
  if (armType.type.endsWith(":Table")) known.add("tableName");
  if (armType.type.endsWith(":RoleAssignment")) known.add("scope");
  const flattened = isFlattened ? Object.entries(properties).map(([name, value]) => [sdkName[name] ?? name, value] as const) : [];
  const back = invertMembers(armType.renamed);
  const all = Object.fromEntries(
    [...Object.entries(answer), ...flattened].map(([name, value]) => [name, renameMembers(back, value, name)] as const),
  );
  return {
    ...definedOnly(Object.fromEntries(Object.entries(all).filter(([name]) => known.has(name)))),
    azureApiVersion: armType.apiVersion,
  };
}

/** The part of the outputs that arguments could have said: what a refresh compares. */
export function toInputProjection(armType: ArmType, outputs: PropertyMap): Record<string, unknown> {
  const entries = Object.entries(armType.inputs).flatMap(([name, shape]): [string, unknown][] => {
    const value = name === "identity" ? fromArmIdentity(outputs[name]) : outputs[name];
    return value === undefined || value === null ? [] : [[name, restrictTo(shape, value)]];
  });
  return Object.fromEntries(entries);
}

/** Gives members below a property their other name; `renamed` has them by path. */
function renameMembers(renamed: Readonly<Record<string, string>>, value: unknown, path: string): unknown {
  if (!isPropertyMap(value)) return value;
  const members = Object.entries(value).map(([name, member]) => {
    const memberPath = `${path}.${name}`;
    return [renamed[memberPath] ?? name, renameMembers(renamed, member, memberPath)] as const;
  });
  return Object.fromEntries(members);
}

/** `properties.attributes.expires: exp` becomes `properties.attributes.exp: expires`; only members further down. */
function invertMembers(renamed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(renamed)
      .filter(([path]) => path.includes("."))
      .map(([path, armName]) => {
        const parts = path.split(".");
        return [[...parts.slice(0, -1), armName].join("."), parts.at(-1) ?? ""];
      }),
  );
}

/** The SDK has a list of resource ids, ARM a map of them. */
function toArmIdentity(identity: unknown): unknown {
  if (!isPropertyMap(identity) || !Array.isArray(identity["userAssignedIdentities"])) return identity;
  return { ...identity, userAssignedIdentities: Object.fromEntries(identity["userAssignedIdentities"].map((one) => [String(one), {}])) };
}

function fromArmIdentity(identity: unknown): unknown {
  if (!isPropertyMap(identity) || !isPropertyMap(identity["userAssignedIdentities"])) return identity;
  return { type: identity["type"], userAssignedIdentities: Object.keys(identity["userAssignedIdentities"]) };
}
