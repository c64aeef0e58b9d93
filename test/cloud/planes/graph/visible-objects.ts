import type { CloudClock, IdSource } from "../../core/cloud-context.ts";
import type { FaultRules, LagKind } from "../../core/fault-rule.ts";
import type { DirectoryObject, ObjectKind } from "./directory-object.ts";
import { DirectoryStore } from "./directory-store.ts";

/** What decides when something is seen. */
export interface VisibilityParts {
  readonly clock: Pick<CloudClock, "nowMs">;
  readonly ids: IdSource;
  readonly faults: Pick<FaultRules, "lagMs">;
}

/** The objects of a tenant and the moment from which each is seen: a replica lags behind what was written. */
export class VisibleObjects {
  readonly ids: IdSource;
  #store = new DirectoryStore();
  readonly #clock: Pick<CloudClock, "nowMs">;
  readonly #faults: Pick<FaultRules, "lagMs">;
  readonly #serials = new Map<string, number>();
  #isSettled = false;

  constructor(parts: VisibilityParts) {
    this.#clock = parts.clock;
    this.ids = parts.ids;
    this.#faults = parts.faults;
  }

  get store(): DirectoryStore {
    return this.#store;
  }

  /** Nothing is left, and names count from the start. */
  protected clear(): void {
    this.#store = new DirectoryStore();
    this.#serials.clear();
  }

  /** Now on the cloud's clock, as Graph writes it. */
  timestamp(): string {
    return `${new Date(this.#clock.nowMs()).toISOString().slice(0, 19)}Z`;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  /** When something that is made now can be seen by others. */
  visibleFromMs(kind: LagKind): number {
    return this.#clock.nowMs() + (this.#isSettled ? 0 : this.#faults.lagMs(kind));
  }

  /** Runs what came to be long ago: nothing of it lags, and no fault rule counts it. */
  asSettled(run: () => void): void {
    this.#isSettled = true;
    try {
      run();
    } finally {
      this.#isSettled = false;
    }
  }

  /** A GUID for the nth thing of that name: the same in every run with the same seed, whatever else happens between. */
  nextGuid(name: string): string {
    const serial = (this.#serials.get(name) ?? 0) + 1;
    this.#serials.set(name, serial);
    return this.ids.guid(`${name}#${serial}`);
  }

  isVisible(object: DirectoryObject): boolean {
    return object.visibleAtMs <= this.#clock.nowMs();
  }

  /** The object as a reader sees it: undefined while its replication lags. */
  visible(kind: ObjectKind, objectId: string): DirectoryObject | undefined {
    const object = this.store.get(objectId);
    return object?.kind === kind && this.isVisible(object) ? object : undefined;
  }

  listVisible(kind: ObjectKind): readonly DirectoryObject[] {
    return this.store.list(kind).filter((object) => this.isVisible(object));
  }
}
