/** What the first of the promises settles to, or the signal's reason when it is aborted before. */
export async function untilAborted<Value>(signal: AbortSignal, promises: readonly Promise<Value>[]): Promise<Value> {
  for (const promise of promises) promise.catch(() => {}); // whoever loses the race may still reject, and nobody asks it
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([...promises, promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
