import type { ArmResource, CloudContext } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";

type Json = Record<string, unknown>;

/** A managed identity as its endpoint offers it. */
export interface OfferedIdentity {
  readonly principalObjectId: string;
  readonly clientId: string;
  readonly resourceId: string;
}

/** `identity` of a resource, as its shape let it through. */
interface AskedIdentity {
  readonly type?: string;
  readonly userAssignedIdentities?: Readonly<Record<string, unknown>>;
}

/** The identities of resources: those of the system, which live and die with their resource, and those assigned by users. */
export class AssignedIdentities {
  readonly #context: Pick<CloudContext, "directory" | "resources" | "tenant">;
  readonly #ofSystem = new Map<string, OfferedIdentity>();

  constructor(context: Pick<CloudContext, "directory" | "resources" | "tenant">) {
    this.#context = context;
  }

  /** Brings a resource's identities to what it asks for; answers the members that the service sets. 400 for one that is not there. */
  assign(resourceId: string, name: string, asked: AskedIdentity | undefined): Json {
    const isOfSystem = isSystemAssigned(asked?.type);
    if (!isOfSystem) this.release(resourceId);
    const ids = Object.keys(asked?.userAssignedIdentities ?? {});
    const users = ids.map((id) => [id, this.#userAssigned(id)] as const);
    if (!isOfSystem && users.length === 0) return {};
    const own = isOfSystem
      ? { principalId: this.#create(resourceId, name).principalObjectId, tenantId: this.#context.tenant.tenantId }
      : {};
    return { identity: { ...own, ...(users.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(users) }) } };
  }

  /** The resource is gone, or wants no identity of its own any more. */
  release(resourceId: string): void {
    const identity = this.#ofSystem.get(resourceId.toLowerCase());
    if (identity === undefined) return;
    this.#ofSystem.delete(resourceId.toLowerCase());
    this.#context.directory.removeManagedIdentity(identity.principalObjectId);
  }

  /** Forgets all; the directory goes back to its seed by itself. */
  reset(): void {
    this.#ofSystem.clear();
  }

  /** The identity behind a resource id: one assigned by users, or the system's of that resource. */
  find(resourceId: string): OfferedIdentity | undefined {
    const ofSystem = this.#ofSystem.get(resourceId.toLowerCase());
    if (ofSystem !== undefined) return ofSystem;
    const identity = this.#context.resources.get(resourceId);
    return identity?.type === "Microsoft.ManagedIdentity/userAssignedIdentities" ? toOffered(identity) : undefined;
  }

  #create(resourceId: string, name: string): OfferedIdentity {
    const known = this.#ofSystem.get(resourceId.toLowerCase());
    if (known !== undefined) return known;
    const { objectId, clientId } = this.#context.directory.addManagedIdentity(name, resourceId);
    const identity = { principalObjectId: objectId, clientId, resourceId };
    this.#ofSystem.set(resourceId.toLowerCase(), identity);
    return identity;
  }

  #userAssigned(identityId: string): Json {
    const identity = this.find(identityId);
    if (identity === undefined) {
      throw new Refusal(
        400,
        "FailedIdentityOperation",
        `Identity operation for resource failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: The resource '${identityId}' could not be found.'.`,
      );
    }
    return { principalId: identity.principalObjectId, clientId: identity.clientId };
  }
}

/** Providers write both kinds at once with and without a blank. */
export function isSystemAssigned(type: string | undefined): boolean {
  return (type ?? "").split(/, ?/).includes("SystemAssigned");
}

function toOffered(identity: ArmResource): OfferedIdentity {
  return {
    principalObjectId: String(identity.properties["principalId"]),
    clientId: String(identity.properties["clientId"]),
    resourceId: identity.id,
  };
}
