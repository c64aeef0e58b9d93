/**
 * A signal that follows another one, but only after a while: winding up goes on after an interruption, and is bounded.
 * `dispose` once the work is done, or its timer keeps the process alive.
 */
export function createGraceSignal(signal: AbortSignal, graceMs: number): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => controller.abort(signal.reason), graceMs);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    dispose: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    },
  };
}
