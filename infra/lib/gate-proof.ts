import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Outputs } from "../contract/outputs.ts";

/**
 * The outputs with what a proof of the stack has to be about: a hash of all of them and of what changes with the stack
 * and is in no output. Whoever verifies these outputs knows from them which stack was proved.
 * @param revisions grant, secret version, host revision, etags of the bot
 */
export function withGateProof(
  outputs: pulumi.Output<Outputs>,
  revisions: readonly (pulumi.Output<string> | undefined)[],
): pulumi.Output<Outputs> {
  return pulumi.all([outputs, pulumi.output([...revisions])]).apply(([known, seen]) => ({
    ...known,
    gate: {
      proof: createHash("sha256")
        .update(JSON.stringify([known, seen]))
        .digest("hex"),
    },
  }));
}
