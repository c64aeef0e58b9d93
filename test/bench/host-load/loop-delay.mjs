/** Preload of a measured process: says on stderr, each second, how long its event loop was held up (p99 of that second). */
import { monitorEventLoopDelay } from "node:perf_hooks";

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
setInterval(() => {
  process.stderr.write(`loop-delay-p99-ms ${(delay.percentile(99) / 1e6).toFixed(1)}\n`);
  delay.reset();
}, 1_000).unref();
