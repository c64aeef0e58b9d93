import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { decode, encode, ExtensionCodec } from "@msgpack/msgpack";
import type { PluginProcess } from "./plugin-process.ts";
import type { Inputs, Made, ProviderDriver } from "./provider-driver.ts";
import { type SchemaBlock, toProposed, toWholeObject } from "./terraform-value.ts";

interface DynamicValue {
  readonly msgpack: Uint8Array;
}
interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}
/** Every answer may carry diagnostics; the rest is for the caller to know. */
interface Answer {
  readonly diagnostics?: readonly Diagnostic[];
  readonly [member: string]: unknown;
}
interface State {
  readonly value: DynamicValue;
  readonly private: Uint8Array;
}

const definition = loadSync(fileURLToPath(new URL("tfplugin5.proto", import.meta.url)), { keepCase: true, enums: String, defaults: true });
const loaded = grpc.loadPackageDefinition(definition) as unknown as {
  readonly tfplugin5: { readonly Provider: grpc.ServiceClientConstructor };
};

/** Values that only an apply will tell are extensions of type 0; nobody here looks into them. */
const extensionCodec = new ExtensionCodec();
extensionCodec.register({ type: 0, encode: () => null, decode: () => undefined });
const nothing: DynamicValue = { msgpack: encode(null) };

/** The version that the driver says Terraform has; providers only put it into their User-Agent. */
const terraformVersion = "1.13.0";

/** Drives a Terraform provider over plugin protocol 5: validate, plan, apply, read, import, in Terraform's order. */
export async function createTerraformDriver(plugin: PluginProcess, configuration: Inputs): Promise<ProviderDriver> {
  const client = new loaded.tfplugin5.Provider(plugin.address, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
    "grpc.default_authority": "localhost",
  });
  const call = async (method: string, request: object): Promise<Answer> => {
    const answer = await new Promise<Answer>((resolve, reject) => {
      (client[method] as (request: object, done: (error: grpc.ServiceError | null, answer: Answer) => void) => void).call(
        client,
        request,
        (error, value) => (error === null ? resolve(value) : reject(error)),
      );
    });
    const errors = (answer.diagnostics ?? []).filter(({ severity }) => severity === "ERROR");
    if (errors.length > 0) throw new Error(errors.map(({ summary, detail }) => `${method}: ${summary} ${detail}`).join("; "));
    return answer;
  };

  const schema = await call("GetSchema", {});
  const blocks = schema["resource_schemas"] as Readonly<Record<string, { readonly block: SchemaBlock }>>;
  const blockOf = (resource: string): SchemaBlock => {
    const found = blocks[`azuread_${resource}`];
    if (found === undefined) throw new Error(`the provider has no azuread_${resource}`);
    return found.block;
  };
  const prepared = await call("PrepareProviderConfig", {
    config: toDynamic(toWholeObject((schema["provider"] as { readonly block: SchemaBlock }).block, configuration)),
  });
  await call("Configure", { terraform_version: terraformVersion, config: prepared["prepared_config"] });

  async function apply(resource: string, prior: Made | undefined, inputs: Inputs | undefined): Promise<State> {
    const typeName = `azuread_${resource}`;
    const whole = inputs === undefined ? undefined : toWholeObject(blockOf(resource), inputs);
    const config = whole === undefined ? nothing : toDynamic(whole);
    const before = prior?.state as State | undefined;
    if (whole !== undefined) await call("ValidateResourceTypeConfig", { type_name: typeName, config });
    const proposed = whole === undefined || prior === undefined ? config : toDynamic(toProposed(blockOf(resource), whole, prior.outputs));
    const plan = await call("PlanResourceChange", {
      type_name: typeName,
      prior_state: before?.value ?? nothing,
      proposed_new_state: proposed,
      config,
      prior_private: before?.private ?? new Uint8Array(),
    });
    const applied = await call("ApplyResourceChange", {
      type_name: typeName,
      prior_state: before?.value ?? nothing,
      planned_state: plan["planned_state"],
      config,
      planned_private: plan["planned_private"],
    });
    return { value: applied["new_state"] as DynamicValue, private: applied["private"] as Uint8Array };
  }
  async function read(resource: string, state: State): Promise<State | undefined> {
    const answer = await call("ReadResource", { type_name: `azuread_${resource}`, current_state: state.value, private: state.private });
    const value = answer["new_state"] as DynamicValue;
    return fromDynamic(value) === null ? undefined : { value, private: answer["private"] as Uint8Array };
  }
  const toMade = (resource: string, inputs: Inputs, state: State): Made => {
    const outputs = fromDynamic(state.value);
    if (outputs === null) throw new Error(`azuread_${resource}: the provider reports success with an empty state`);
    return { resource, inputs, id: String(outputs["id"]), outputs, state };
  };
  return {
    create: async (resource, inputs) => toMade(resource, inputs, await apply(resource, undefined, inputs)),
    read: async (made) => {
      const state = await read(made.resource, made.state as State);
      return state === undefined ? undefined : toMade(made.resource, made.inputs, state);
    },
    update: async (made, inputs) => toMade(made.resource, inputs, await apply(made.resource, made, inputs)),
    import: async (resource, id) => {
      const answer = await call("ImportResourceState", { type_name: `azuread_${resource}`, id });
      const [imported] = answer["imported_resources"] as { readonly state: DynamicValue; readonly private: Uint8Array }[];
      if (imported === undefined) return undefined;
      const state = await read(resource, { value: imported.state, private: imported.private });
      return state === undefined ? undefined : toMade(resource, {}, state);
    },
    delete: async (made) => {
      await apply(made.resource, made, undefined);
    },
    stop: async () => {
      client.close();
      await plugin.stop();
    },
  };
}

function toDynamic(value: unknown): DynamicValue {
  return { msgpack: encode(value, { extensionCodec }) };
}

function fromDynamic(value: DynamicValue): Inputs | null {
  return decode(value.msgpack, { extensionCodec }) as Inputs | null;
}
