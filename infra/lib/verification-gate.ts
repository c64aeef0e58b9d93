import { createHash } from "node:crypto";
import type { Provider as AzureNativeProvider } from "@pulumi/azure-native/provider.js";
import { Deployment } from "@pulumi/azure-native/resources/deployment.js";
import * as pulumi from "@pulumi/pulumi";
import type { Outputs } from "../contract/outputs.ts";
import { proveStack } from "./prove-stack.ts";

export interface VerificationGateArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly outputs: pulumi.Output<Outputs>;
  /** What changes with the stack and is in no output: grant, secret version, host revision, bot. */
  readonly revisions: readonly (pulumi.Output<string> | undefined)[];
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
  const { outputs, revisions, isAlwaysWanted, now } = args;
  const proof = pulumi
    .output({ outputs, revisions: [...revisions], asked: isAlwaysWanted ? now.toISOString() : "" })
    .apply((proved) => createHash("sha256").update(JSON.stringify(proved)).digest("hex"));
  const prove = new pulumi.ResourceHook("dialtone-verify-after-up", async () => proveStack(await toPromise(outputs)));
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
