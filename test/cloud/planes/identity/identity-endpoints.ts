import type { CloudContext } from "../../core/cloud-context.ts";
import type { AssignedIdentities, OfferedIdentity } from "./assigned-identities.ts";

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
  readonly #assigned: AssignedIdentities;
  readonly #offers = new Map<string, readonly string[]>();

  constructor(context: CloudContext, assigned: AssignedIdentities) {
    this.#context = context;
    this.#assigned = assigned;
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
    return this.#offers.get(header)?.flatMap((resourceId) => this.#assigned.find(resourceId) ?? []);
  }
}
