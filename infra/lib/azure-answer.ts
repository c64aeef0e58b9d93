import * as pulumi from "@pulumi/pulumi";

/** What only the update will know; a preview shows it as such. */
export function createUnknown(): pulumi.Output<string> {
  return pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
}

/**
 * A value that Azure names once the resource exists, inside of an object that the program wrote itself: there, a
 * preview shows nothing instead of something unknown.
 * @throws ResourceError when it is missing after an update
 */
export function toAzureAnswer(value: string | undefined, what: string, owner: pulumi.Resource): pulumi.Output<string> {
  if (value !== undefined) return pulumi.output(value);
  if (pulumi.runtime.isDryRun()) return createUnknown();
  throw new pulumi.ResourceError(`Azure named no ${what}; expected one. Run pulumi refresh, then pulumi up.`, owner);
}
