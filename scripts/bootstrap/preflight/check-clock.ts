import { failed, ok, unreadable, warned, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

const check = "clock";
/** Seconds of difference that are said, and those that stop: Entra allows five minutes. Source: hostile-and-faults F13, read 2026-11-25. */
const saidSeconds = 60;
const tooManySeconds = 240;

/** This machine's clock beside Azure's: tokens are refused by a clock that is minutes off, with words that name anything but the clock. */
export async function checkClock({ cloud, nowMs, permissions }: PreflightContext): Promise<readonly Finding[]> {
  void cloud;
  const date = Date.parse((await permissions()).headers.get("date") ?? "");
  const fix = "set the clock: timedatectl set-ntp true, w32tm /resync, or sntp -sS time.apple.com";
  if (Number.isNaN(date))
    return [unreadable(check, "Azure did not say what time it is", "no Date header", "compare the clock with https://time.is")];
  const offSeconds = Math.round((nowMs() - date) / 1000);
  const saw = `this machine is ${Math.abs(offSeconds)} s ${offSeconds < 0 ? "behind" : "ahead"}`;
  if (Math.abs(offSeconds) > tooManySeconds)
    return [failed(check, `the clock is off by ${Math.abs(offSeconds)} s: tokens will be refused`, saw, fix)];
  if (Math.abs(offSeconds) > saidSeconds) return [warned(check, `the clock is off by ${Math.abs(offSeconds)} s`, saw, fix)];
  return [ok(check, "this machine's clock is Azure's", saw)];
}
