import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";

/** A managed identity as its endpoint offers it. */
export interface OfferedIdentity {
  readonly principalObjectId: string;
  readonly clientId: string;
  readonly resourceId: string;
}

/** One place that may ask for tokens of its identities: a container app. */
export interface IdentityEndpoint {
  /** `IDENTITY_ENDPOINT`. */
  readonly url: string;
  /** `IDENTITY_HEADER`: a secret of this app. */
  readonly header: string;
}

/** The managed identity endpoints of all apps: who may ask, and for which identities. */
export class IdentityEndpoints {
  readonly #context: CloudContext;
  readonly #offers = new Map<string, readonly string[]>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  /** Opens the endpoint of an app for the identities with these resource ids; opening again replaces them. */
  open(appId: string, identityResourceIds: readonly string[]): IdentityEndpoint {
    const header = this.#context.ids.secret(`identity-header:${appId.toLowerCase()}`);
    this.#offers.set(header, identityResourceIds);
    return { url: `${this.#context.origins.identity}/msi/token`, header };
  }

  close(appId: string): void {
    this.#offers.delete(this.#context.ids.secret(`identity-header:${appId.toLowerCase()}`));
  }

  /** The identities behind the header; undefined when nobody has it. An identity that was deleted is not among them. */
  offeredTo(header: string): readonly OfferedIdentity[] | undefined {
    return this.#offers.get(header)?.flatMap((resourceId) => {
      const identity = this.#context.resources.get(resourceId);
      return identity === undefined ? [] : [toOffered(identity)];
    });
  }
}

function toOffered(identity: ArmResource): OfferedIdentity {
  return {
    principalObjectId: String(identity.properties["principalId"]),
    clientId: String(identity.properties["clientId"]),
    resourceId: identity.id,
  };
}
