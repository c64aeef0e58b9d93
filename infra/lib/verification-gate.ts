import { AsyncLocalStorage } from "node:async_hooks";
import type { Provider as AzureNativeProvider } from "@pulumi/azure-native/provider.js";
import { Deployment } from "@pulumi/azure-native/resources/deployment.js";
import * as pulumi from "@pulumi/pulumi";
import type { Outputs } from "../contract/outputs.ts";
import { passGate } from "./pass-gate.ts";

export interface VerificationGateArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** With `gate`: which stack has to be proved. */
  readonly outputs: pulumi.Output<Outputs>;
  /** Everything that has to be in place before a phone rings. */
  readonly after: readonly pulumi.Resource[];
  /** Every update calls, also one with nothing to do. */
  readonly isAlwaysWanted: boolean;
  readonly now: Date;
}

/**
 * The last resource of an update: a record, in the resource group's deployments, of which stack was proved by a call. Its
 * creation and its updates wait for the real verification, in a hook before them; one that fails leaves the record as it
 * was, in Azure and in the state, so that the next update finds the same difference and calls again. A preview never does.
 * docs/decisions/the-gate-is-a-record-in-the-state.md
 */
export function createVerificationGate(name: string, args: VerificationGateArgs, provider: AzureNativeProvider): Deployment {
  const { outputs, isAlwaysWanted, now } = args;
  const asked = isAlwaysWanted ? ` asked for at ${now.toISOString()}` : "";
  const proof = outputs.apply(({ gate }) => `${gate?.proof ?? ""}${asked}`);
  // The SDK keeps stack and log in the program's own asynchronous context, and the engine calls hooks outside of it.
  const inProgram = AsyncLocalStorage.snapshot();
  const prove = new pulumi.ResourceHook("dialtone-verify-after-up", () =>
    inProgram(async () => passGate(await toPromise(outputs), { isAlwaysWanted })),
  );
  return new Deployment(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      properties: { mode: "Incremental", template: emptyTemplate, parameters: { proof: { value: proof } } },
    },
    { provider, dependsOn: [...args.after], hooks: { beforeCreate: [prove], beforeUpdate: [prove] } },
  );
}

/** Deploys nothing. Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax, read 2026-11-25. */
const emptyTemplate = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { proof: { type: "string" } },
  resources: [],
};

function toPromise<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => void output.apply(resolve as (value: unknown) => void));
}
