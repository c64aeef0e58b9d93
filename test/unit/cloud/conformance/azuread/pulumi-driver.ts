import { openProvider, type Properties } from "../../providers/provider-caller.ts";
import type { PluginProcess } from "./plugin-process.ts";
import type { Inputs, Made, ProviderDriver } from "./provider-driver.ts";

/** Names that the bridge makes plural, beside those that are. */
const plurals: Readonly<Record<string, string>> = {
  access_token: "accessTokens",
  definition: "definitions",
  required_resource_access: "requiredResourceAccesses",
  resource_access: "resourceAccesses",
};

/** Drives `pulumi-resource-azuread`, or what stands in for it: Check before each Create and Update, as the engine does. */
export async function createPulumiDriver(plugin: PluginProcess, configuration: Inputs): Promise<ProviderDriver> {
  const { caller, configuration: provider, close } = openProvider(Number(plugin.address));
  await provider.apply(toPulumi(configuration));
  const toMade = (resource: string, inputs: Inputs, id: string, outputs: Properties, checked: Properties): Made => ({
    resource,
    inputs,
    id,
    outputs: toTerraform(outputs),
    state: { inputs: checked, outputs },
  });
  const check = async (resource: string, inputs: Inputs, olds?: Properties): Promise<Properties> => {
    const checked = await caller.check(toToken(resource), "driven", toPulumi(inputs), olds);
    if (checked.failures.length > 0) throw new Error(`${resource}: ${checked.failures.join("; ")}`);
    return checked.inputs;
  };
  const stateOf = (made: Made): { inputs: Properties; outputs: Properties } => made.state as { inputs: Properties; outputs: Properties };
  return {
    create: async (resource, inputs) => {
      const checked = await check(resource, inputs);
      const created = await caller.create(toToken(resource), "driven", checked);
      return toMade(resource, inputs, created.resourceId, created.outputs, checked);
    },
    read: async (made) => {
      const read = await caller.read(toToken(made.resource), "driven", made.id, stateOf(made));
      return read.resourceId === "" ? undefined : toMade(made.resource, made.inputs, read.resourceId, read.outputs, read.inputs);
    },
    update: async (made, inputs) => {
      const olds = stateOf(made);
      const checked = await check(made.resource, inputs, olds.inputs);
      const { changes, replaces } = await caller.diff(toToken(made.resource), "driven", olds, checked);
      if (Object.keys(changes).length === 0) throw new Error(`${made.resource}: the change is none to the provider`);
      if (replaces.length > 0) throw new Error(`${made.resource}: ${replaces.join(", ")} would make a new one`);
      const outputs = await caller.update(toToken(made.resource), "driven", made.id, olds, checked);
      return toMade(made.resource, inputs, made.id, outputs, checked);
    },
    import: async (resource, id) => {
      const read = await caller.read(toToken(resource), "driven", id, { inputs: {}, outputs: {} });
      return read.resourceId === "" ? undefined : toMade(resource, toTerraform(read.inputs), read.resourceId, read.outputs, read.inputs);
    },
    delete: (made) => caller.delete(toToken(made.resource), "driven", made.id, stateOf(made)),
    stop: async () => {
      close();
      await plugin.stop();
    },
  };
}

/** `application_owner` is `azuread:index/applicationOwner:ApplicationOwner`. */
function toToken(resource: string): string {
  const name = toCamel(resource);
  return `azuread:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function toCamel(name: string): string {
  return plurals[name] ?? name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function toSnake(name: string): string {
  const singular = Object.entries(plurals).find(([, plural]) => plural === name)?.[0];
  return singular ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toPulumi(values: Inputs): Properties {
  const toValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(toValue);
    return typeof value === "object" && value !== null ? toPulumi(value as Inputs) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [toCamel(name), toValue(value)]));
}

/** Secrets that came out wrapped are opened: a driver looks at values. */
function toTerraform(values: Properties): Inputs {
  const open = (value: unknown): unknown =>
    typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value && "value" in value ? value.value : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [toSnake(name), open(value)]));
}
