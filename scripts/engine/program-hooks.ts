import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Callback, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb.js";
import type * as CallbackMessages from "@pulumi/pulumi/proto/callback_pb.js";
import type * as CallbackServices from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import type * as ResourceMessages from "@pulumi/pulumi/proto/resource_pb.js";
import type { ResourceSubject } from "./provider-client.ts";

const require = createRequire(import.meta.url);
const { CallbacksClient } = require("@pulumi/pulumi/proto/callback_grpc_pb.js") as typeof CallbackServices;
const { CallbackInvokeRequest } = require("@pulumi/pulumi/proto/callback_pb.js") as typeof CallbackMessages;
const messages = require("@pulumi/pulumi/proto/resource_pb.js") as typeof ResourceMessages;

/** The engine's cap on retries by error hooks. Source: pulumi/pulumi pkg/resource/deploy, facts/pulumi-azure.md 5, read 2026-11-25. */
const maxErrorHookRetries = 100;

type Registered = (error: Error | null, answer: object) => void;

/** What a program registers its hooks with, and how the engine runs them: over the SDK's own callback server. */
export interface ProgramHooks {
  readonly registerErrorHook: (request: ResourceMessages.RegisterErrorHookRequest, done: Registered) => void;
  readonly registerResourceHook: (request: ResourceMessages.RegisterResourceHookRequest, done: Registered) => void;
  /** Runs the hooks with these names before or after a create; a hook that fails fails the create, as in the engine. */
  readonly runResourceHooks: (names: readonly string[], subject: ResourceSubject, inputs: Struct | undefined) => Promise<void>;
  /** Whether any of the error hooks wants the create to be tried again. `errors`: newest first. */
  readonly wantsRetry: (
    names: readonly string[],
    subject: ResourceSubject,
    inputs: Struct | undefined,
    errors: readonly string[],
  ) => Promise<boolean>;
  readonly close: () => void;
}

/** The SDK's mock monitor has no hooks; this gives it some. */
export function createProgramHooks(): ProgramHooks {
  const callbacks = new Map<string, Callback>();
  const ignored = new Set<string>();
  const clients = new Map<string, InstanceType<typeof CallbacksClient>>();
  const invoke = async (name: string, request: Uint8Array): Promise<Uint8Array> => {
    const callback = callbacks.get(name);
    if (callback === undefined) throw new Error(`hook ${name} was never registered`);
    const target = callback.getTarget();
    const client = clients.get(target) ?? new CallbacksClient(target, grpc.credentials.createInsecure());
    clients.set(target, client);
    const answer = await new Promise<CallbackInvokeResponse>((resolve, reject) => {
      const call = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
      client.invoke(call, (error, response) => (error === null ? resolve(response) : reject(error)));
    });
    return answer.getResponse_asU8();
  };
  const register = (name: string, callback: Callback | undefined, done: Registered): void => {
    if (callback === undefined) done(new Error(`hook ${name} has no callback`), {});
    else {
      callbacks.set(name, callback);
      done(null, {});
    }
  };
  return {
    registerErrorHook: (request, done) => register(request.getName(), request.getCallback(), done),
    registerResourceHook: (request, done) => {
      if (request.getIgnoreErrors()) ignored.add(request.getName());
      register(request.getName(), request.getCallback(), done);
    },
    runResourceHooks: async (names, { urn, type, name }, inputs) => {
      for (const hook of names) {
        const request = new messages.ResourceHookRequest().setUrn(urn).setType(type).setName(name).setNewInputs(inputs);
        const answer = messages.ResourceHookResponse.deserializeBinary(await invoke(hook, request.serializeBinary()));
        if (answer.getError() !== "" && !ignored.has(hook)) throw new Error(`hook ${hook} failed: ${answer.getError()}`);
      }
    },
    wantsRetry: async (names, { urn, type, name }, inputs, errors) => {
      if (errors.length > maxErrorHookRetries) return false;
      let isWanted = false;
      for (const hook of names) {
        const request = new messages.ErrorHookRequest().setUrn(urn).setType(type).setName(name).setNewInputs(inputs);
        request.setFailedOperation("create").setErrorsList([...errors]);
        const answer = messages.ErrorHookResponse.deserializeBinary(await invoke(hook, request.serializeBinary()));
        if (answer.getError() !== "") throw new Error(`hook ${hook} failed: ${answer.getError()}`);
        isWanted ||= answer.getRetry();
      }
      return isWanted;
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}
