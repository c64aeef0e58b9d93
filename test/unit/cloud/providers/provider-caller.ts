import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb.js";
import type * as ProviderServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";

const require = createRequire(import.meta.url);
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb.js") as typeof ProviderServices;
const messages = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js") as typeof import("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js") as { Struct: typeof StructMessage };

export type Properties = Record<string, unknown>;

/** A provider as the engine calls it, with plain values. */
export interface ProviderCaller {
  readonly check: (type: string, name: string, news: Properties, olds?: Properties) => Promise<{ inputs: Properties; failures: string[] }>;
  readonly create: (
    type: string,
    name: string,
    inputs: Properties,
    preview?: boolean,
  ) => Promise<{ resourceId: string; outputs: Properties }>;
  readonly diff: (
    type: string,
    name: string,
    olds: { inputs: Properties; outputs: Properties },
    news: Properties,
    ignoreChanges?: readonly string[],
  ) => Promise<{ changes: Properties; replaces: string[]; deleteBeforeReplace: boolean }>;
  readonly read: (
    type: string,
    name: string,
    resourceId: string,
    olds: { inputs: Properties; outputs: Properties },
  ) => Promise<{ resourceId: string; outputs: Properties; inputs: Properties }>;
  readonly update: (
    type: string,
    name: string,
    resourceId: string,
    olds: { inputs: Properties; outputs: Properties },
    news: Properties,
    ignoreChanges?: readonly string[],
  ) => Promise<Properties>;
  readonly delete: (type: string, name: string, resourceId: string, olds: { inputs: Properties; outputs: Properties }) => Promise<void>;
  readonly invoke: (token: string, args: Properties) => Promise<Properties>;
  readonly cancel: () => Promise<void>;
}

/** What the engine asks before it configures. */
export interface ProviderConfiguration {
  readonly handshake: () => Promise<Properties>;
  readonly check: (news: Properties) => Promise<string[]>;
  /** Paths that differ. */
  readonly diff: (olds: Properties, news: Properties) => Promise<{ changes: string[]; replaces: string[]; isSome: boolean }>;
  readonly apply: (args: Properties) => Promise<void>;
}

/** A provider that listens on a port of this machine, over Pulumi's provider protocol. */
export function openProvider(port: number): { caller: ProviderCaller; configuration: ProviderConfiguration; close: () => void } {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const about = <Message extends { setUrn(value: string): Message }>(message: Message, type: string, name: string): Message =>
    message.setUrn(`urn:pulumi:test::dialtone::${type}::${name}`);
  const caller: ProviderCaller = {
    check: async (type, name, news, olds) => {
      const request = about(new messages.CheckRequest(), type, name).setNews(toStruct(news)).setRandomseed(Buffer.alloc(32, 7));
      const answer = await ask<ProviderMessages.CheckResponse>((done) =>
        client.check(olds === undefined ? request : request.setOlds(toStruct(olds)), done),
      );
      return { inputs: answer.getInputs()?.toJavaScript() ?? {}, failures: answer.getFailuresList().map((failure) => failure.getReason()) };
    },
    create: async (type, name, inputs, preview = false) => {
      const request = about(new messages.CreateRequest(), type, name).setProperties(toStruct(inputs)).setPreview(preview);
      const answer = await ask<ProviderMessages.CreateResponse>((done) => client.create(request, done));
      return { resourceId: answer.getId(), outputs: answer.getProperties()?.toJavaScript() ?? {} };
    },
    diff: async (type, name, olds, news, ignoreChanges = []) => {
      const request = about(new messages.DiffRequest(), type, name).setOldInputs(toStruct(olds.inputs)).setOlds(toStruct(olds.outputs));
      request.setNews(toStruct(news)).setIgnorechangesList([...ignoreChanges]);
      const answer = await ask<ProviderMessages.DiffResponse>((done) => client.diff(request, done));
      const changes = Object.fromEntries([...answer.getDetaileddiffMap().entries()].map(([path, change]) => [path, change.getKind()]));
      return { changes, replaces: answer.getReplacesList(), deleteBeforeReplace: answer.getDeletebeforereplace() };
    },
    read: async (type, name, resourceId, olds) => {
      const request = about(new messages.ReadRequest(), type, name).setId(resourceId).setInputs(toStruct(olds.inputs));
      const answer = await ask<ProviderMessages.ReadResponse>((done) => client.read(request.setProperties(toStruct(olds.outputs)), done));
      return {
        resourceId: answer.getId(),
        outputs: answer.getProperties()?.toJavaScript() ?? {},
        inputs: answer.getInputs()?.toJavaScript() ?? {},
      };
    },
    update: async (type, name, resourceId, olds, news, ignoreChanges = []) => {
      const request = about(new messages.UpdateRequest(), type, name).setId(resourceId).setOldInputs(toStruct(olds.inputs));
      const answer = await ask<ProviderMessages.UpdateResponse>((done) =>
        client.update(
          request
            .setOlds(toStruct(olds.outputs))
            .setNews(toStruct(news))
            .setIgnorechangesList([...ignoreChanges]),
          done,
        ),
      );
      return answer.getProperties()?.toJavaScript() ?? {};
    },
    delete: async (type, name, resourceId, olds) => {
      const request = about(new messages.DeleteRequest(), type, name).setId(resourceId).setOldInputs(toStruct(olds.inputs));
      await ask<unknown>((done) => client.delete(request.setProperties(toStruct(olds.outputs)), done));
    },
    invoke: async (token, args) => {
      const answer = await ask<ProviderMessages.InvokeResponse>((done) =>
        client.invoke(new messages.InvokeRequest().setTok(token).setArgs(toStruct(args)), done),
      );
      return answer.getReturn()?.toJavaScript() ?? {};
    },
    cancel: async () => {
      await ask<unknown>((done) => client.cancel(new Empty(), done));
    },
  };
  const configuration: ProviderConfiguration = {
    handshake: async () => {
      const request = new messages.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
      return (await ask<ProviderMessages.ProviderHandshakeResponse>((done) => client.handshake(request, done))).toObject();
    },
    check: async (news) => {
      const answer = await ask<ProviderMessages.CheckResponse>((done) =>
        client.checkConfig(new messages.CheckRequest().setNews(toStruct(news)), done),
      );
      return answer.getFailuresList().map((failure) => failure.getProperty());
    },
    diff: async (olds, news) => {
      const request = new messages.DiffRequest().setOldInputs(toStruct(olds)).setOlds(toStruct(olds)).setNews(toStruct(news));
      const answer = await ask<ProviderMessages.DiffResponse>((done) => client.diffConfig(request, done));
      const isSome = answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
      return { changes: answer.getDiffsList(), replaces: answer.getReplacesList(), isSome };
    },
    apply: async (args) => {
      const request = new messages.ConfigureRequest().setArgs(toStruct(args));
      // Bridged providers read the older map of strings.
      for (const [name, value] of Object.entries(args)) request.getVariablesMap().set(`azuread:config:${name}`, String(value));
      await ask<ProviderMessages.ConfigureResponse>((done) => client.configure(request, done));
    },
  };
  return { caller, configuration, close: () => client.close() };
}

function ask<Answer>(send: (done: (error: grpc.ServiceError | null, answer: Answer) => void) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function toStruct(values: Properties): StructMessage {
  return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}
