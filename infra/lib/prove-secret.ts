import * as pulumi from "@pulumi/pulumi";
import type { Cloud } from "../contract/cloud.ts";
import { DialtoneError } from "../contract/dialtone-error.ts";
import { askUntil } from "./ask-until.ts";

/** An application that should get a token with a new secret. */
export interface ProvedApp {
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly clientId: pulumi.Input<string>;
}

/**
 * What a new secret is refused with until the login hosts know it, the application, and its service principal. There is
 * only text here: MSAL has no member for the number. Source: facts/graph-calling.md 5.4 and 6.2, read 2026-11-25.
 */
const notYetKnown = /AADSTS(?:7000215|7000229|700016)\b/;
/** How long a new secret may take to be known, in seconds of the cloud's clock. */
const budgetSeconds = 300;

/**
 * The secret, once a token was issued with it: whoever waits for this puts nothing in use that does not work yet, and an
 * older secret stays in place until then. An update only; a preview passes it on.
 * @throws DialtoneError DT_CREDENTIAL_REJECTED inside of the output when there is no token in time
 */
export function proveSecret(secret: pulumi.Output<string>, app: ProvedApp): pulumi.Output<string> {
  return pulumi.all([pulumi.secret(secret), app.clientId]).apply(async ([value, clientId]) => {
    if (!pulumi.runtime.isDryRun()) await runProof(value, clientId, app);
    return value;
  });
}

async function runProof(clientSecret: string, clientId: string, { cloud, tenantId }: ProvedApp): Promise<void> {
  // Loaded here: only an update with more than one generation needs it.
  const { ClientSecretCredential } = await import("@azure/identity");
  const waiting = { cloud, budgetSeconds, what: "Entra knows the new secret", passes: (error: unknown) => notYetKnown.test(toText(error)) };
  try {
    await askUntil(waiting, () => {
      // A new one each time: nothing is cached.
      const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
        authorityHost: cloud.loginUrl,
        disableInstanceDiscovery: cloud.rehearsal !== undefined,
      });
      return credential.getToken(`${cloud.graphUrl}/.default`);
    });
  } catch (error) {
    throw refuse(toText(error), clientId, error);
  }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refuse(text: string, clientId: string, cause: unknown): DialtoneError {
  return new DialtoneError({
    code: "DT_CREDENTIAL_REJECTED",
    what: `the new secret of application ${clientId} gives no token; the older one stays in use, nothing was put into the vault`,
    saw: /AADSTS\d+/.exec(text)?.[0] ?? "no answer of the login host",
    expected: "a token of the tenant's own login host",
    fix: "look the code up in docs/errors.md; then pulumi up again",
    cause,
  });
}
