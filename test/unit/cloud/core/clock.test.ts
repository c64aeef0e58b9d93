// Cannot prove: that timers keep time under load; real mode is looked at once, loosely.
import { test } from "node:test";
import { createClock } from "../../../cloud/core/clock.ts";

test("a manual clock runs what became due in order of time, then of scheduling", async (t) => {
  const clock = createClock({ mode: "manual" });
  const ran: string[] = [];
  clock.schedule(2000, () => void ran.push("late"));
  clock.schedule(1000, () => void ran.push("early"));
  clock.schedule(1000, () => void ran.push("early too"));
  clock.schedule(5000, () => void ran.push("never"));
  await clock.advance(2000);
  t.assert.deepEqual(ran, ["early", "early too", "late"]);
});

test("a task sees its own due time as now, and what it schedules within the step runs too", async (t) => {
  const clock = createClock({ mode: "manual" });
  const startMs = clock.nowMs();
  const seen: number[] = [];
  clock.schedule(1000, () => {
    seen.push(clock.nowMs() - startMs);
    clock.schedule(500, () => void seen.push(clock.nowMs() - startMs));
  });
  await clock.advance(3000);
  t.assert.deepEqual([...seen, clock.nowMs() - startMs], [1000, 1500, 3000]);
});

test("a manual clock stands still until it is moved", async (t) => {
  const clock = createClock({ mode: "manual" });
  const startMs = clock.nowMs();
  await new Promise((resolve) => setTimeout(resolve, 5));
  t.assert.equal(clock.nowMs(), startMs);
});

test("a cancelled task does not run", async (t) => {
  const clock = createClock({ mode: "manual" });
  let ran = 0;
  clock.schedule(10, () => void (ran += 1))();
  await clock.advance(20);
  t.assert.equal(ran, 0);
});

test("a real clock runs a task of 1000 cloud seconds within a wall second at rate 10000", async (t) => {
  const clock = createClock({ mode: "real", rate: 10_000 });
  const startMs = clock.nowMs();
  await clock.sleep(1_000_000);
  t.assert.equal(clock.nowMs() - startMs >= 1_000_000, true);
});

test("a stopped clock lets sleepers go and runs nothing more", async (t) => {
  const clock = createClock({ mode: "real", rate: 1 });
  let ran = 0;
  clock.schedule(5, () => void (ran += 1));
  const asleep = clock.sleep(3_600_000);
  clock.stop();
  await asleep;
  await new Promise((resolve) => setTimeout(resolve, 15));
  t.assert.equal(ran, 0);
});
