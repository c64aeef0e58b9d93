import type { PropertyMap } from "./property-values.ts";

/** What exists although the operation failed; the engine keeps it in the state and repairs it in the next update. */
export interface PartialResource {
  readonly resourceId: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap;
}

/** A write that the cloud accepted and that failed afterwards: something may exist. */
export class AcceptedFailure extends Error {
  override readonly name = "AcceptedFailure";
}

/** A provider operation that failed, in the real provider's words. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly partial: PartialResource | undefined;
  constructor(message: string, partial?: PartialResource) {
    super(message);
    this.partial = partial;
  }
}
