/** A resource that a provider made: what was asked for, its id, and everything that came out, by the names of Terraform's schema. */
export interface Made {
  readonly resource: string;
  readonly inputs: Inputs;
  readonly id: string;
  readonly outputs: Inputs;
  /** What the protocol wants to see again. */
  readonly state: unknown;
}

export type Inputs = Readonly<Record<string, unknown>>;

/** A provider of azuread over whichever plugin protocol it speaks; resources without their prefix: `application_owner`. */
export interface ProviderDriver {
  readonly create: (resource: string, inputs: Inputs) => Promise<Made>;
  /** Undefined: it is gone. */
  readonly read: (made: Made) => Promise<Made | undefined>;
  readonly update: (made: Made, inputs: Inputs) => Promise<Made>;
  /** What `import` does: nothing but an id is known. */
  readonly import: (resource: string, id: string) => Promise<Made | undefined>;
  readonly delete: (made: Made) => Promise<void>;
  readonly stop: () => Promise<void>;
}
