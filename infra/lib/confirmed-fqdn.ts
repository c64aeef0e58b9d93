import * as pulumi from "@pulumi/pulumi";

/**
 * The host's name, once the app has it. Bot and channel were given the predicted one before there was an app, so
 * another one would leave Teams calling nobody.
 * @throws ResourceError when the app has another name than predicted
 */
export function toConfirmedFqdn(fqdn: string, predicted: string, host: pulumi.Resource): string {
  if (fqdn === predicted) return fqdn;
  throw new pulumi.ResourceError(
    `the callback host answers at ${fqdn}; expected ${predicted}, the name that bot and channel were given. ` +
      "Run pulumi refresh, then pulumi up.",
    host,
  );
}
