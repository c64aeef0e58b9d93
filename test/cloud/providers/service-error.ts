import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type { Any as AnyMessage } from "google-protobuf/google/protobuf/any_pb.js";
import type * as ProviderMessages from "@pulumi/pulumi/proto/provider_pb.js";
import type * as StatusMessages from "@pulumi/pulumi/proto/status_pb.js";
import { ProviderFailure } from "./provider-failure.ts";
import { toStruct } from "./property-struct.ts";

const require = createRequire(import.meta.url);
const { ErrorResourceInitFailed } = require("@pulumi/pulumi/proto/provider_pb.js") as typeof ProviderMessages;
const { Status } = require("@pulumi/pulumi/proto/status_pb.js") as typeof StatusMessages;
const { Any } = require("google-protobuf/google/protobuf/any_pb.js") as { Any: typeof AnyMessage };

/** A failure as the engine is told of it; a partial resource travels in the status details, where the engine looks for it. */
export function toServiceError(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new grpc.Metadata();
  if (error instanceof ProviderFailure && error.partial !== undefined) {
    const detail = new ErrorResourceInitFailed().setId(error.partial.resourceId).setReasonsList([message]);
    detail.setProperties(toStruct(error.partial.outputs)).setInputs(toStruct(error.partial.inputs));
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message);
    status.addDetails(packed);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return { code: grpc.status.UNKNOWN, details: message, message, metadata };
}
