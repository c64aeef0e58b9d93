import { createRequire } from "node:module";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb.js";
import type { PropertyMap } from "./property-values.ts";

// The generated protocol files are CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructMessage };

/** Properties as they came over the wire. A top-level null is a property that is not there, as for the engine. */
export function toMap(struct: StructMessage | undefined): PropertyMap {
  return Object.fromEntries(Object.entries(struct?.toJavaScript() ?? {}).filter(([, value]) => value !== null));
}

/** Properties for the wire; a member that is undefined is left out. */
export function toStruct(properties: PropertyMap): StructMessage {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
}
