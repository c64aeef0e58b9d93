import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";
import { toDiffResponse } from "./diff-response.ts";
import { toPropertyChanges } from "./property-changes.ts";
import { isWithin, withValuesOf } from "./property-path.ts";
import { toMap, toStruct } from "./property-struct.ts";
import { toPlain, type PropertyMap } from "./property-values.ts";
import type { CheckFailure, Provider, Subject } from "./provider.ts";
import { toServiceError } from "./service-error.ts";

// The generated protocol files are CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const messages = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb.js") as typeof import("@pulumi/pulumi/proto/plugin_pb.js");
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
    cancel: unary(() => {
      provider.cancel();
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),
    getSchema: unary(() =>
      new messages.GetSchemaResponse().setSchema(JSON.stringify({ name: provider.packageName, version: provider.version })),
    ),
    getMapping: unary(() => new messages.GetMappingResponse()),
    getMappings: unary(() => new messages.GetMappingsResponse()),
    checkConfig: unary((request: ProviderMessages.CheckRequest) => {
      const failures = provider.checkConfig(toMap(request.getNews()));
      return new messages.CheckResponse().setInputs(request.getNews()).setFailuresList(toFailures(failures));
    }),
    diffConfig: unary(diffConfig),
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
        ...toWanted(request),
        resourceId: request.getId(),
        oldOutputs: toMap(request.getOlds()),
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
  return new messages.CheckResponse().setInputs(toStruct(checked.inputs)).setFailuresList(toFailures(checked.failures));
}

function toFailures(failures: readonly CheckFailure[]): ProviderMessages.CheckFailure[] {
  return failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
}

async function diff(provider: Provider, request: ProviderMessages.DiffRequest) {
  const { oldInputs, newInputs, ignoreChanges } = toWanted(request);
  const oldOutputs = toMap(request.getOlds());
  return toDiffResponse(
    await provider.diff({ ...subjectOf(request), resourceId: request.getId(), oldInputs, oldOutputs, newInputs, ignoreChanges }),
  );
}

/** What a change is to come to. The engine has put back what the program ignores; a client that did not gets the same. */
function toWanted(request: ProviderMessages.DiffRequest | ProviderMessages.UpdateRequest) {
  const ignoreChanges = request.getIgnorechangesList();
  const oldInputs = toMap(request.getOldInputs());
  const newInputs = withValuesOf(toMap(request.getNews()), oldInputs, ignoreChanges) as PropertyMap;
  return { oldInputs, newInputs, ignoreChanges };
}

/** A provider's own configuration: nothing of it makes another provider. */
function diffConfig(request: ProviderMessages.DiffRequest) {
  const { oldInputs, newInputs, ignoreChanges } = toWanted(request);
  const olds = request.hasOldInputs() ? oldInputs : toMap(request.getOlds());
  const changes = toPropertyChanges(toPlain(olds), toPlain(newInputs)).filter(({ path }) => !isWithin(path, ignoreChanges));
  return toDiffResponse({ changes, replaces: [], deleteBeforeReplace: false });
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

function subjectOf(request: { getUrn(): string; getName(): string; getType(): string }): Subject {
  const urn = request.getUrn();
  const [, , qualifiedType = "", name = ""] = urn.split("::");
  return { urn, type: request.getType() || qualifiedType.split("$").at(-1) || "", name: request.getName() || name };
}
