#!/usr/bin/env node
/**
 * The azuread stand-in as a plugin of its own, as `pulumi-resource-azuread` is one: prints its port as the first line, serves
 * until stdin or the process ends. ARM_* of the environment are its credentials; `--pace N` makes its waits N times shorter.
 */
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";
import type * as ProviderServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { createAzureadProvider } from "./azuread/azuread-provider.ts";
import { createProviderService } from "./provider-service.ts";

const require = createRequire(import.meta.url);
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb.js") as typeof ProviderServices;

const pace = Number(process.argv[process.argv.indexOf("--pace") + 1] ?? 1);
const provider = createAzureadProvider({ environment: process.env, pace: Number.isFinite(pace) && pace > 0 ? pace : 1 });
const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, createProviderService(provider));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
process.stdin.resume().on("end", () => {
  server.forceShutdown();
  void provider.close();
});
