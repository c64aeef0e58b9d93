import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type * as ProviderServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";

// The generated protocol files are CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb.js") as typeof ProviderServices;
const messages = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;

/** A resource, as both Check and Create are told of it. */
export interface ResourceSubject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/** A provider on the far side of Pulumi's provider protocol: what the in-process engine needs of it, and no more. */
export interface ProviderClient {
  readonly configure: (args: Struct | undefined) => Promise<void>;
  /** Inputs that the provider completed. @throws Error naming every property that it refuses */
  readonly check: (subject: ResourceSubject, news: Struct | undefined) => Promise<Struct | undefined>;
  readonly create: (
    subject: ResourceSubject,
    inputs: Struct | undefined,
    timeoutSeconds: number,
  ) => Promise<{ resourceId: string; outputs: Record<string, unknown> }>;
  readonly invoke: (token: string, args: Struct | undefined) => Promise<Record<string, unknown>>;
  readonly close: () => void;
}

/** Random names are made from it; always the same, so that a run in process names as the run before it did. */
const randomSeed = Buffer.alloc(32, 7);

export function createProviderClient(port: number): ProviderClient {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  return {
    configure: async (args) => {
      await ask<ProviderMessages.ConfigureResponse>((done) =>
        client.configure(new messages.ConfigureRequest().setArgs(args).setAcceptsecrets(true), done),
      );
    },
    check: async ({ urn, type, name }, news) => {
      const request = new messages.CheckRequest().setUrn(urn).setType(type).setName(name).setNews(news).setRandomseed(randomSeed);
      const answer = await ask<ProviderMessages.CheckResponse>((done) => client.check(request, done));
      const failures = answer.getFailuresList().map((failure) => failure.getReason());
      if (failures.length > 0) throw new Error(failures.join("; "));
      return answer.getInputs();
    },
    create: async ({ urn, type, name }, inputs, timeoutSeconds) => {
      const request = new messages.CreateRequest().setUrn(urn).setType(type).setName(name).setProperties(inputs).setTimeout(timeoutSeconds);
      const answer = await ask<ProviderMessages.CreateResponse>((done) => client.create(request, done));
      return { resourceId: answer.getId(), outputs: answer.getProperties()?.toJavaScript() ?? {} };
    },
    invoke: async (token, args) => {
      const answer = await ask<ProviderMessages.InvokeResponse>((done) =>
        client.invoke(new messages.InvokeRequest().setTok(token).setArgs(args), done),
      );
      const failures = answer.getFailuresList().map((failure) => failure.getReason());
      if (failures.length > 0) throw new Error(failures.join("; "));
      return answer.getReturn()?.toJavaScript() ?? {};
    },
    close: () => client.close(),
  };
}

type Done<Answer> = (error: grpc.ServiceError | null, answer: Answer) => void;

/** One unary call. A failure carries the provider's own words, without gRPC's "2 UNKNOWN:". */
function ask<Answer>(send: (done: Done<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send((error, answer) => {
      if (error === null) resolve(answer);
      else reject(new Error(error.details, { cause: error }));
    });
  });
}
