import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Any as AnyMessage } from "google-protobuf/google/protobuf/any_pb.js";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb.js";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as StatusMessages from "@pulumi/pulumi/proto/status_pb.js";
import type { PropertyMap } from "./property-values.ts";
import type { Provider, Subject } from "./provider.ts";
import { ProviderFailure } from "./provider-failure.ts";

// The generated protocol files are CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const messages = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb.js");
const { Status } = require("@pulumi/pulumi/proto/status_pb.js") as typeof StatusMessages;
const { Any } = require("google-protobuf/google/protobuf/any_pb.js") as { Any: typeof AnyMessage };
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructMessage };
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof import("google-protobuf/google/protobuf/empty_pb.js");

type Handler = grpc.UntypedServiceImplementation[string];

/**
 * A stand-in on Pulumi's own provider protocol (`pulumirpc.ResourceProvider`), complete enough for the real engine:
 * previews, secrets, detailed diffs, partial failures. Written on the generated service directly, because the SDK's
 * `pulumi.provider.main` cannot say `supportsPreview` and drops the configuration (facts/cloud-wire.md 4.1).
 */
export function createProviderService(provider: Provider): grpc.UntypedServiceImplementation {
  return {
    handshake: unary(() => {
      const answer = new messages.ProviderHandshakeResponse();
      answer.setAcceptSecrets(true);
      answer.setAcceptResources(false);
      answer.setAcceptOutputs(false);
      answer.setSupportsAutonamingConfiguration(true);
      return answer;
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),
    getSchema: unary(() =>
      new messages.GetSchemaResponse().setSchema(JSON.stringify({ name: provider.packageName, version: provider.version })),
    ),
    getMapping: unary(() => new messages.GetMappingResponse()),
    getMappings: unary(() => new messages.GetMappingsResponse()),
    checkConfig: unary((request: ProviderMessages.CheckRequest) => new messages.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary(async (request: ProviderMessages.ConfigureRequest) => {
      await provider.configure(toMap(request.getArgs()));
      const answer = new messages.ConfigureResponse();
      answer.setAcceptsecrets(true);
      answer.setSupportspreview(true);
      answer.setSupportsAutonamingConfiguration(true);
      return answer;
    }),
    check: unary((request: ProviderMessages.CheckRequest) => check(provider, request)),
    diff: unary((request: ProviderMessages.DiffRequest) => diff(provider, request)),
    create: unary(async (request: ProviderMessages.CreateRequest) => {
      const created = await provider.create({
        ...subjectOf(request),
        inputs: toMap(request.getProperties()),
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      });
      return new messages.CreateResponse().setId(created.resourceId).setProperties(toStruct(created.outputs));
    }),
    read: unary(async (request: ProviderMessages.ReadRequest) => {
      const found = await provider.read({
        ...subjectOf(request),
        resourceId: request.getId(),
        oldInputs: toMap(request.getInputs()),
        oldOutputs: toMap(request.getProperties()),
      });
      if (found === undefined) return new messages.ReadResponse();
      const answer = new messages.ReadResponse().setId(found.resourceId);
      return answer.setProperties(toStruct(found.outputs)).setInputs(toStruct(found.inputs));
    }),
    update: unary(async (request: ProviderMessages.UpdateRequest) => {
      const outputs = await provider.update({
        ...subjectOf(request),
        resourceId: request.getId(),
        oldInputs: toMap(request.getOldInputs()),
        oldOutputs: toMap(request.getOlds()),
        newInputs: toMap(request.getNews()),
        preview: request.getPreview(),
      });
      return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request: ProviderMessages.DeleteRequest) => {
      await provider.delete({
        ...subjectOf(request),
        resourceId: request.getId(),
        oldInputs: toMap(request.getOldInputs()),
        oldOutputs: toMap(request.getProperties()),
      });
      return new Empty();
    }),
    invoke: unary(async (request: ProviderMessages.InvokeRequest) =>
      new messages.InvokeResponse().setReturn(toStruct(await provider.invoke(request.getTok(), toMap(request.getArgs())))),
    ),
  };
}

async function check(provider: Provider, request: ProviderMessages.CheckRequest) {
  const naming = request.getAutonaming();
  const modes = ["propose", "enforce", "disable"] as const;
  const checked = await provider.check({
    ...subjectOf(request),
    oldInputs: request.hasOlds() ? toMap(request.getOlds()) : undefined,
    newInputs: toMap(request.getNews()),
    randomSeed: request.getRandomseed_asU8(),
    autonaming: naming === undefined ? undefined : { proposedName: naming.getProposedName(), mode: modes[naming.getMode()] ?? "propose" },
  });
  const failures = checked.failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
  return new messages.CheckResponse().setInputs(toStruct(checked.inputs)).setFailuresList(failures);
}

async function diff(provider: Provider, request: ProviderMessages.DiffRequest) {
  const found = await provider.diff({
    ...subjectOf(request),
    resourceId: request.getId(),
    oldInputs: toMap(request.getOldInputs()),
    oldOutputs: toMap(request.getOlds()),
    newInputs: toMap(request.getNews()),
  });
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const answer = new messages.DiffResponse().setChanges(found.changes.length === 0 ? DIFF_NONE : DIFF_SOME);
  answer.setReplacesList([...found.replaces]);
  answer.setDeletebeforereplace(found.deleteBeforeReplace);
  answer.setHasdetaileddiff(true);
  const { Kind } = messages.PropertyDiff;
  for (const { path, kind } of found.changes) {
    const replaces = found.replaces.includes(/^[^.[]*/.exec(path)?.[0] ?? path);
    const code = {
      add: replaces ? Kind.ADD_REPLACE : Kind.ADD,
      delete: replaces ? Kind.DELETE_REPLACE : Kind.DELETE,
      update: replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE,
    }[kind];
    answer.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(code));
    answer.addDiffs(path);
  }
  return answer;
}

function unary(handle: (request: never) => object | Promise<object>): Handler {
  return (async (call: { request: never }, callback: (error: object | null, answer?: object) => void) => {
    let answer: object;
    try {
      answer = await handle(call.request);
    } catch (error) {
      callback(toServiceError(error));
      return;
    }
    callback(null, answer);
  }) as unknown as Handler;
}

/** A failure with a partial resource carries it in the status details, where the engine looks for it. */
function toServiceError(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new grpc.Metadata();
  if (error instanceof ProviderFailure && error.partial !== undefined) {
    const detail = new messages.ErrorResourceInitFailed().setId(error.partial.resourceId).setReasonsList([message]);
    detail.setProperties(toStruct(error.partial.outputs)).setInputs(toStruct(error.partial.inputs));
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message);
    status.addDetails(packed);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return { code: grpc.status.UNKNOWN, details: message, message, metadata };
}

function subjectOf(request: { getUrn(): string; getName(): string; getType(): string }): Subject {
  const urn = request.getUrn();
  const [, , qualifiedType = "", name = ""] = urn.split("::");
  return { urn, type: request.getType() || qualifiedType.split("$").at(-1) || "", name: request.getName() || name };
}

function toMap(struct: StructMessage | undefined): PropertyMap {
  return struct?.toJavaScript() ?? {};
}

function toStruct(properties: PropertyMap): StructMessage {
  // Through JSON, so that a member that is undefined is left out instead of refused.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
}
