/** The Entra application that may place calls, its consent and its credential. */
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { microsoftGraphClientId } from "../contract/microsoft-ids.ts";
import type { Cloud } from "../contract/cloud.ts";
import {
  type CredentialGeneration,
  type FederatedGeneration,
  generationsOf,
  type TimedGeneration,
} from "../contract/credential-settings.ts";
import type { ExplainHook } from "../lib/explain-hook.ts";
import { type FederatedTrust, toFederatedTrust } from "../lib/federated-trust.ts";
import { toGenerationEnd } from "../lib/generation-end.ts";
import type { RetryHooks } from "../lib/retry-hooks.ts";
import type { TenantLookup } from "../lib/tenant-lookup.ts";

/** What an administrator reads in Entra's list of enterprise applications. */
const principalDescription = "Places calls through Microsoft Graph. Deployed by Dialtone.";

export interface CallingAppArgs {
  /** Name in Entra and on the consent page. */
  readonly displayName: string;
  /** Whose it is: names are not unique in Entra, and a recovery of another stack must not take this one's. */
  readonly note: string;
  /** Microsoft Graph and the deployer in this tenant. */
  readonly tenant: TenantLookup;
  /** Object ids that own the application besides the deployer, who always does. */
  readonly owners: readonly string[];
  /** `grant`: the stack consents. `manual`: an administrator does, and nothing has to be deployed again afterwards. */
  readonly consent: "grant" | "manual";
  /** Credentials, oldest first. Those of mode `certificate` are made elsewhere: their keys are in the vault. */
  readonly generations: readonly CredentialGeneration[];
  /** Gives a new secret on once a token was issued with it; asked where an older generation is in place. */
  readonly prove: (secret: pulumi.Output<string>, clientId: pulumi.Output<string>) => pulumi.Output<string>;
  readonly cloud: Cloud;
  readonly tenantId: string;
  /** Refuse to delete the application: with it go the consent and the bot's identity. */
  readonly protect: boolean;
  readonly retry: RetryHooks;
  /** Says what to do where the tenant forbids a secret. */
  readonly explain: ExplainHook;
  /** When a generation that is given as a life is created. */
  readonly now: Date;
}

/**
 * A single-tenant application with exactly one permission, `Calls.Initiate.All`, its service principal, the consent
 * (unless it is left to a person) and, per generation, one client secret or one trust in another issuer.
 *
 * Needs: `Application.ReadWrite.All`, and `AppRoleAssignment.ReadWrite.All` for the consent.
 * Does not: manage Microsoft Graph's own service principal; it is read, never written.
 */
export class CallingApp extends pulumi.ComponentResource {
  /** The client id: bot, callback audience and token all carry this one. */
  public readonly clientId: pulumi.Output<string>;
  /** Of the application in azuread's form, `/applications/OBJECT-ID`. */
  public readonly applicationId: pulumi.Output<string>;
  public readonly applicationObjectId: pulumi.Output<string>;
  /** Object id of our service principal, the principal of the grant. */
  public readonly principalObjectId: pulumi.Output<string>;
  /** Id of the grant; undefined where a person consents. */
  public readonly consentId: pulumi.Output<string> | undefined;
  /**
   * The newest client secret, a Pulumi secret that goes into the vault and nowhere else; undefined where no generation is
   * one. Beside an older generation it is known once a token was issued with it.
   */
  public readonly secret: { readonly value: pulumi.Output<string>; readonly endsAt: pulumi.Output<string> } | undefined;
  /** Whose tokens the application takes in place of a secret. */
  public readonly trusts: readonly FederatedTrust[];
  /** Entra's id of each secret and trust, by the name of its generation. */
  public readonly keyIds: Readonly<Record<string, pulumi.Output<string>>>;

  readonly #explain: ExplainHook;

  constructor(name: string, args: CallingAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dialtone:index:CallingApp", name, {}, opts);
    this.#explain = args.explain;
    const { appRoleId, graphPrincipalObjectId, deployerObjectId } = args.tenant;
    const owners = [...new Set([deployerObjectId, ...args.owners])];
    // Another deployer (a laptop, then a pipeline) must not show up as a change of owners that nobody configured.
    const ownersOption = args.owners.length === 0 ? { ignoreChanges: ["owners"] } : {};

    const application = new azuread.Application(
      name,
      {
        displayName: args.displayName,
        notes: args.note,
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
    this.applicationId = application.id;
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
      const consent = new azuread.AppRoleAssignment(
        `${name}-consent`,
        { appRoleId, principalObjectId: principal.objectId, resourceObjectId: graphPrincipalObjectId },
        { parent: this, customTimeouts: { create: "10m" } },
      );
      this.consentId = consent.id;
    }

    const { generations } = args;
    const secrets = generationsOf(generations, "secret").map((generation) => ({
      name: generation.name,
      password: this.#password(`${name}-${generation.name}`, application, generation, args.now),
    }));
    const trusts = generationsOf(generations, "federated").map((generation) => this.#trust(name, application, generation, args));
    this.trusts = trusts.map(({ trust }) => trust);
    this.keyIds = Object.fromEntries([
      ...secrets.map((one) => [one.name, one.password.keyId] as const),
      ...trusts.map((one) => [one.name, one.credentialId] as const),
    ]);
    const newest = secrets.at(-1)?.password;
    this.secret = newest && {
      value: generations.length > 1 ? args.prove(pulumi.secret(newest.value), this.clientId) : pulumi.secret(newest.value),
      endsAt: newest.endDate,
    };

    const { clientId, applicationObjectId, principalObjectId } = this;
    this.registerOutputs({ clientId, applicationObjectId, principalObjectId, credential: this.secret?.value });
  }

  #password(name: string, application: azuread.Application, generation: TimedGeneration, now: Date): azuread.ApplicationPassword {
    return new azuread.ApplicationPassword(
      name,
      { applicationId: application.id, displayName: generation.name, endDate: toGenerationEnd(generation, now) },
      // A life is fixed when the secret is created: later runs compute another end and must not replace the secret.
      { parent: this, ...("life" in generation ? { ignoreChanges: ["endDate"] } : {}), ...this.#explain },
    );
  }

  #trust(
    name: string,
    application: azuread.Application,
    generation: FederatedGeneration,
    { cloud, tenantId }: CallingAppArgs,
  ): { readonly name: string; readonly trust: FederatedTrust; readonly credentialId: pulumi.Output<string> } {
    const trust = toFederatedTrust(generation, cloud, tenantId);
    const { issuer, subject, audience } = trust;
    const { credentialId } = new azuread.ApplicationFederatedIdentityCredential(
      `${name}-${generation.name}`,
      { applicationId: application.id, displayName: `dialtone-${generation.name}`, issuer, subject, audiences: [audience] },
      { parent: this },
    );
    return { name: generation.name, trust, credentialId };
  }
}
