// Proves which moments are quiet. Cannot prove that ICU's time zones are the law of the day; Node carries them.
import { test, type TestContext } from "node:test";
import { isQuiet, quietHoursSchema, type QuietHours } from "../../../../infra/contract/quiet-hours.ts";

const overnight: QuietHours = { from: "20:00", to: "08:00", timeZone: "Europe/Stockholm" };

for (const [moment, expected, why] of [
  ["2026-11-25T18:59:59Z", false, "19:59 in Stockholm, in winter one hour ahead of UTC"],
  ["2026-11-25T19:00:00Z", true, "20:00: the first minute belongs to them"],
  ["2026-11-26T02:00:00Z", true, "after midnight"],
  ["2026-11-26T07:00:00Z", false, "08:00: the last minute does not"],
  ["2026-07-01T18:00:00Z", true, "20:00 in summer, two hours ahead of UTC"],
  ["2026-07-01T06:00:00Z", false, "08:00 in summer"],
] as const) {
  test(`hours over midnight: ${moment} is ${expected ? "quiet" : "not quiet"} (${why})`, (t: TestContext) => {
    t.assert.strictEqual(isQuiet(overnight, new Date(moment)), expected);
  });
}

test("on the days that the clock is put on and back, the time on the wall decides", (t: TestContext) => {
  const early: QuietHours = { from: "02:30", to: "03:30", timeZone: "Europe/Stockholm" };
  // 2026-03-29: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00, and 02:30 comes twice.
  const spring = ["2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:29:00Z", "2026-03-29T01:30:00Z"];
  const autumn = ["2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"];
  t.assert.deepStrictEqual(
    [spring, autumn].map((moments) => moments.map((moment) => isQuiet(early, new Date(moment)))),
    [
      [false, true, true, false],
      [false, true, false, true, false],
    ],
  );
});

test("zones on the other side of the date line, and those of half an hour, have their own day", (t: TestContext) => {
  const night = (timeZone: string): QuietHours => ({ from: "22:00", to: "07:00", timeZone });
  const moment = new Date("2026-11-25T17:00:00Z");
  const zones = ["Pacific/Kiritimati", "Asia/Kolkata", "Pacific/Honolulu", "Etc/GMT+12"];
  t.assert.deepStrictEqual(
    zones.map((zone) => isQuiet(night(zone), moment)),
    [false, true, false, true],
  );
});

test("hours within a day are quiet from their first minute to before their last", (t: TestContext) => {
  const lunch: QuietHours = { from: "12:00", to: "13:00", timeZone: "UTC" };
  const moments = ["2026-11-25T11:59:59Z", "2026-11-25T12:00:00Z", "2026-11-25T12:59:59Z", "2026-11-25T13:00:00Z"];
  t.assert.deepStrictEqual(
    moments.map((moment) => isQuiet(lunch, new Date(moment))),
    [false, true, true, false],
  );
});

test("00:00 to 24:00 is all day", (t: TestContext) => {
  const allDay: QuietHours = { from: "00:00", to: "24:00", timeZone: "UTC" };
  const moments = ["2026-11-25T00:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25T23:59:59Z"];
  t.assert.deepStrictEqual(
    moments.map((moment) => isQuiet(allDay, new Date(moment))),
    [true, true, true],
  );
});

test("a day of no length, an unknown zone and a time that is none are refused", (t: TestContext) => {
  const accepted = [
    { from: "08:00", to: "08:00", timeZone: "UTC" },
    { from: "24:00", to: "00:00", timeZone: "UTC" },
    { from: "8:00", to: "09:00", timeZone: "UTC" },
    { from: "08:00", to: "24:30", timeZone: "UTC" },
    { from: "08:00", to: "09:00", timeZone: "Europe/Atlantis" },
  ].filter((hours) => quietHoursSchema.safeParse(hours).success);
  t.assert.deepStrictEqual(accepted, []);
});
