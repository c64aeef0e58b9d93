/** The wall clock as it is, kept before anything shifts it. */
const WallDate = globalThis.Date;

/**
 * Lets this process see a clock that is ahead of the wall: `new Date()` and `Date.now()`, as the program reads them.
 * Timers run on. Zero puts the wall's clock back.
 */
export function shiftClock(aheadMs: number): void {
  if (aheadMs === 0) {
    globalThis.Date = WallDate;
    return;
  }
  const nowMs = (): number => WallDate.now() + aheadMs;
  globalThis.Date = new Proxy(WallDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [nowMs()] : given, newTarget) as Date,
    apply: () => new WallDate(nowMs()).toString(),
    get: (target, property, receiver) => (property === "now" ? nowMs : (Reflect.get(target, property, receiver) as unknown)),
  });
}
