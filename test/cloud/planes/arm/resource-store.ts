import type { ArmResource, ResourceReader } from "../../core/cloud-context.ts";
import { isAtOrBelow, toArmKey } from "./arm-id.ts";

/** Every ARM resource of the cloud, resource groups and role assignments included; kept by id without case. */
export class ResourceStore implements ResourceReader {
  readonly #resources = new Map<string, ArmResource>();
  /** From when on a resource has effect, in cloud milliseconds (role assignments spread late); from its birth where absent. */
  readonly #effectiveAtMs = new Map<string, number>();

  get(resourceId: string): ArmResource | undefined {
    return this.#resources.get(toArmKey(resourceId));
  }

  /** In order of creation. */
  list(resourceType: string): readonly ArmResource[] {
    const wanted = resourceType.toLowerCase();
    return [...this.#resources.values()].filter((resource) => resource.type.toLowerCase() === wanted);
  }

  /** Everything below an id, itself not included, deepest first. */
  below(resourceId: string): readonly ArmResource[] {
    const key = toArmKey(resourceId);
    return [...this.#resources.values()]
      .filter((resource) => toArmKey(resource.id) !== key && isAtOrBelow(resource.id, resourceId))
      .sort((left, right) => right.id.split("/").length - left.id.split("/").length);
  }

  all(): readonly ArmResource[] {
    return [...this.#resources.values()];
  }

  effectiveAtMs(resourceId: string): number {
    return this.#effectiveAtMs.get(toArmKey(resourceId)) ?? 0;
  }

  put(resource: ArmResource, effectiveAtMs?: number): void {
    const key = toArmKey(resource.id);
    if (effectiveAtMs !== undefined) this.#effectiveAtMs.set(key, effectiveAtMs);
    this.#resources.set(key, resource);
  }

  remove(resourceId: string): void {
    this.#resources.delete(toArmKey(resourceId));
    this.#effectiveAtMs.delete(toArmKey(resourceId));
  }
}
