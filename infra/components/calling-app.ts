/** The Entra application that may place calls, its consent and its credential. */
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { microsoftGraphClientId } from "../contract/microsoft-ids.ts";
import { toGenerationEnd } from "../lib/generation-end.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import type { CredentialGeneration } from "../lib/settings.ts";
import type { TenantLookup } from "../lib/tenant-lookup.ts";

/** What an administrator reads in Entra's list of enterprise applications. */
const principalDescription = "Places calls through Microsoft Graph. Deployed by Dialtone.";

export interface CallingAppArgs {
  /** Name in Entra and on the consent page. */
  readonly displayName: string;
  /** Microsoft Graph and the deployer in this tenant. */
  readonly tenant: TenantLookup;
  /** Object ids that own the application besides the deployer, who always does. */
  readonly owners: readonly string[];
  /** `grant`: the stack consents. `manual`: an administrator does, and nothing has to be deployed again afterwards. */
  readonly consent: "grant" | "manual";
  /** Client secrets, oldest first; the last one is in use. */
  readonly generations: readonly CredentialGeneration[];
  /** Refuse to delete the application: with it go the consent and the bot's identity. */
  readonly protect: boolean;
  readonly retry: RetryHooks;
  /** When a generation that is given as a life is created. */
  readonly now: Date;
}

/**
 * A single-tenant application with exactly one permission, `Calls.Initiate.All`, its service principal, the consent
 * (unless it is left to a person) and one client secret per generation.
 *
 * Needs: `Application.ReadWrite.All`, and `AppRoleAssignment.ReadWrite.All` for the consent.
 * Does not: manage Microsoft Graph's own service principal; it is read, never written.
 */
export class CallingApp extends pulumi.ComponentResource {
  /** The client id: bot, callback audience and token all carry this one. */
  public readonly clientId: pulumi.Output<string>;
  public readonly applicationObjectId: pulumi.Output<string>;
  /** Object id of our service principal, the principal of the grant. */
  public readonly principalObjectId: pulumi.Output<string>;
  /** The client secret in use. A Pulumi secret; it goes into the vault and nowhere else. */
  public readonly credential: pulumi.Output<string>;
  /** When the credential in use ends, RFC 3339. */
  public readonly credentialEndsAt: pulumi.Output<string>;

  constructor(name: string, args: CallingAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:CallingApp", name, {}, opts);
    const { appRoleId, graphPrincipalObjectId, deployerObjectId } = args.tenant;
    const owners = [...new Set([deployerObjectId, ...args.owners])];
    // Another deployer (a laptop, then a pipeline) must not show up as a change of owners that nobody configured.
    const ownersOption = args.owners.length === 0 ? { ignoreChanges: ["owners"] } : {};

    const application = new azuread.Application(
      name,
      {
        displayName: args.displayName,
        owners,
        signInAudience: "AzureADMyOrg",
        // An application that an interrupted run left behind is reported instead of doubled.
        preventDuplicateNames: true,
        api: { requestedAccessTokenVersion: 2 },
        requiredResourceAccesses: [{ resourceAppId: microsoftGraphClientId, resourceAccesses: [{ id: appRoleId, type: "Role" }] }],
      },
      { parent: this, protect: args.protect, ...ownersOption },
    );
    this.clientId = application.clientId;
    this.applicationObjectId = application.objectId;

    const principal = new azuread.ServicePrincipal(
      `${name}-principal`,
      // `useExisting` adopts the one that a failed replication left behind; without it the next run fails for good. The
      // description is written over what that create left in it.
      { clientId: application.clientId, owners, description: principalDescription, useExisting: true },
      { parent: this, ...ownersOption, ...args.retry["service-principal"] },
    );
    this.principalObjectId = principal.objectId;

    if (args.consent === "grant") {
      // The provider retries while the directory replicates, within this time; seen to take more than its default of 5 min.
      // oxlint-disable-next-line no-new -- a Pulumi resource registers itself; nothing needs this one's outputs
      new azuread.AppRoleAssignment(
        `${name}-consent`,
        { appRoleId, principalObjectId: principal.objectId, resourceObjectId: graphPrincipalObjectId },
        { parent: this, customTimeouts: { create: "10m" } },
      );
    }

    const passwords = args.generations.map((generation) => this.#password(`${name}-${generation.name}`, application, generation, args.now));
    const inUse = passwords.at(-1);
    if (inUse === undefined) throw new pulumi.ResourceError(`${name} has no credential generation; expected at least one`, this);
    this.credential = pulumi.secret(inUse.value);
    this.credentialEndsAt = inUse.endDate;

    this.registerOutputs({
      clientId: this.clientId,
      applicationObjectId: this.applicationObjectId,
      principalObjectId: this.principalObjectId,
      credential: this.credential,
      credentialEndsAt: this.credentialEndsAt,
    });
  }

  #password(name: string, application: azuread.Application, generation: CredentialGeneration, now: Date): azuread.ApplicationPassword {
    return new azuread.ApplicationPassword(
      name,
      { applicationId: application.id, displayName: generation.name, endDate: toGenerationEnd(generation, now) },
      // A life is fixed when the secret is created: later runs compute another end and must not replace the secret.
      { parent: this, ...("life" in generation ? { ignoreChanges: ["endDate"] } : {}) },
    );
  }
}
