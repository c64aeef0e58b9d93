/**
 * Most bytes of bodies that are held at a time, from the first byte read to the answer: 4 MiB. On the way to the table a
 * byte is there about eight times (body, base64, JSON, request, TLS), and 128 MiB of memory must suffice.
 */
export const maxHeldBytes = 4 * 1024 * 1024;
/** Most notifications that are held at a time. */
export const maxHeldNotifications = 2_000;

/**
 * Counts what the host holds in memory for senders who wait. Beyond its bounds a notification is refused (503) instead
 * of queued.
 */
export class Intake {
  #bytes = 0;
  #notifications = 0;

  get heldNotifications(): number {
    return this.#notifications;
  }

  get heldBytes(): number {
    return this.#bytes;
  }

  /** Admits one notification; undefined when there are too many already. Release it exactly once. */
  admit(): HeldNotification | undefined {
    if (this.#notifications >= maxHeldNotifications) return undefined;
    this.#notifications += 1;
    return new HeldNotification(this);
  }

  /** Counts bytes that were read, or let go of (negative); false when there is no room for them. */
  add(bytes: number): boolean {
    if (this.#bytes + bytes > maxHeldBytes) return false;
    this.#bytes += bytes;
    return true;
  }

  /** One notification less. */
  leave(): void {
    this.#notifications -= 1;
  }
}

/** What one notification holds. */
export class HeldNotification {
  readonly #intake: Intake;
  #bytes = 0;

  constructor(intake: Intake) {
    this.#intake = intake;
  }

  /** Counts bytes that were read; false when there is no room for them. */
  hold(bytes: number): boolean {
    if (!this.#intake.add(bytes)) return false;
    this.#bytes += bytes;
    return true;
  }

  release(): void {
    this.#intake.add(-this.#bytes);
    this.#intake.leave();
  }
}
