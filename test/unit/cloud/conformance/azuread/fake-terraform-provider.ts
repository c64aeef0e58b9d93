/**
 * A Terraform provider of one resource (`azuread_thing`), kept in memory: go-plugin's handshake, plugin protocol 5, and
 * nothing of azuread. What the driver sends is written to stderr, one RPC a line.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { decode, encode, ExtData } from "@msgpack/msgpack";

type Thing = Record<string, unknown>;
interface Request {
  readonly id: string;
  readonly planned_private: Uint8Array;
  readonly [member: string]: unknown;
}

if (process.env["TF_PLUGIN_MAGIC_COOKIE"] !== "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2") {
  process.stderr.write("This binary is a plugin.\n");
  process.exit(1);
}

const definition = loadSync(fileURLToPath(new URL("tfplugin5.proto", import.meta.url)), { keepCase: true, enums: String, defaults: true });
const { tfplugin5 } = grpc.loadPackageDefinition(definition) as unknown as { tfplugin5: { Provider: grpc.ServiceClientConstructor } };
const things = new Map<string, Thing>();
const unknown = new ExtData(0, new Uint8Array([0]));
const open = (request: Request, name: string): Thing | null =>
  decode((request[name] as { readonly msgpack: Uint8Array }).msgpack) as Thing | null;
const close = (value: unknown): { msgpack: Uint8Array } => ({ msgpack: encode(value) });
const text = Buffer.from('"string"');
const attribute = (name: string, type: Buffer, computed = false): object => ({ name, type, computed });
const refused = (summary: string): object => ({ diagnostics: [{ severity: "ERROR", summary, detail: "" }] });

const answers: Readonly<Record<string, (request: Request) => object>> = {
  GetSchema: () => ({
    provider: { block: { attributes: [attribute("tenant_id", text), attribute("metadata_host", text)], block_types: [] } },
    resource_schemas: {
      azuread_thing: {
        block: {
          attributes: [attribute("id", text, true), attribute("name", text), attribute("tags", Buffer.from('["set","string"]'))],
          block_types: [
            { type_name: "part", nesting: "LIST", block: { attributes: [attribute("size", Buffer.from('"number"'))], block_types: [] } },
          ],
        },
      },
    },
  }),
  PrepareProviderConfig: (request) => ({ prepared_config: request["config"] }),
  Configure: (request) => (open(request, "config")?.["metadata_host"] === "localhost:1" ? {} : refused("not configured")),
  ValidateResourceTypeConfig: (request) => (open(request, "config")?.["name"] === "bad" ? refused("bad name") : {}),
  PlanResourceChange: (request) => {
    const proposed = open(request, "proposed_new_state");
    const planned = proposed === null ? null : { ...proposed, id: proposed["id"] ?? unknown };
    return { planned_state: close(planned), planned_private: Buffer.from("planned") };
  },
  ApplyResourceChange: (request) => {
    const planned = open(request, "planned_state");
    if (Buffer.from(request.planned_private).toString("utf8") !== "planned") return refused("the plan's private bytes are lost");
    if (planned === null) {
      things.delete(String(open(request, "prior_state")?.["id"]));
      return { new_state: close(null) };
    }
    const thing = { ...planned, id: planned["id"] instanceof ExtData ? `/things/${things.size + 1}` : planned["id"] };
    things.set(String(thing.id), thing);
    return { new_state: close(thing), private: Buffer.from("kept") };
  },
  ReadResource: (request) => {
    const known = things.get(String(open(request, "current_state")?.["id"]));
    return { new_state: close(known ?? null), private: Buffer.from("kept") };
  },
  ImportResourceState: ({ id }) => ({
    imported_resources: [{ type_name: "azuread_thing", state: close({ id, name: null, tags: null, part: [] }) }],
  }),
};

const server = new grpc.Server();
server.addService(
  tfplugin5.Provider.service,
  Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      (call: { readonly request: Request }, done: (error: null, value: object) => void): void => {
        process.stderr.write(`${name}\n`);
        done(null, answer(call.request));
      },
    ]),
  ),
);
const socket = join(mkdtempSync(join(tmpdir(), "dialtone-plugin-")), "plugin.sock");
server.bindAsync(`unix:${socket}`, grpc.ServerCredentials.createInsecure(), (error) => {
  if (error !== null) throw error;
  process.stdout.write(`1|5|unix|${socket}|grpc|\n`);
});
process.stdin.resume().on("end", () => server.forceShutdown());
