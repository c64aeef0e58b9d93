import type { Outputs } from "../../infra/contract/outputs.ts";

/**
 * The data with every `{app.clientId}` in its texts replaced by the stack's own; `{credential.secretUrl#name}` is the name
 * in a URL of Key Vault. @throws RangeError for a path that outputs do not have
 */
export function fillInOutputs<Data>(data: Data, outputs: Outputs): Data {
  if (typeof data === "string")
    return data.replaceAll(/\{(\w+(?:\.\w+)*)(#name)?\}/g, (_, path: string, name?: string) => {
      const value = readOutput(outputs, path);
      return name === undefined ? value : (new URL(value).pathname.split("/")[2] ?? "");
    }) as Data;
  if (Array.isArray(data)) return data.map((entry: unknown) => fillInOutputs(entry, outputs)) as Data;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, fillInOutputs<unknown>(value, outputs)])) as Data;
}

/** The outputs with other values by path. The outputs given are left alone. */
export function replaceInOutputs(outputs: Outputs, sets: Readonly<Record<string, unknown>>): Outputs {
  const copy = structuredClone(outputs) as Record<string, unknown>;
  for (const [path, value] of Object.entries(sets)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const holder = names.reduce((place, name) => place[name] as Record<string, unknown>, copy);
    holder[last] = value;
  }
  return copy as Outputs;
}

function readOutput(outputs: Outputs, path: string): string {
  const value = path.split(".").reduce<unknown>((place, name) => (place as Record<string, unknown> | undefined)?.[name], outputs);
  if (typeof value !== "string") throw new RangeError(`a story names {${path}}, and the outputs have no such text`);
  return value;
}
