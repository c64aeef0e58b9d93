import { z } from "zod";

/** A time of day, `HH:MM`; `24:00` is the end of the day. */
const timeOfDay = z
  .string({ error: "a time of day such as 22:00" })
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: "a time of day from 00:00 to 24:00, such as 22:00" });

const timeZone = z
  .string({ error: "a time zone such as Europe/Stockholm" })
  .refine(isTimeZone, { error: "a time zone of the IANA database, such as Europe/Stockholm or UTC" });

/** Hours of the day in which nobody is called. They may go over midnight; `00:00` to `24:00` is all day. */
export const quietHoursSchema = z
  .strictObject({ from: timeOfDay, to: timeOfDay, timeZone }, { error: "{ from, to, timeZone }" })
  .refine(({ from, to }) => from !== to && !(from === "24:00" && to === "00:00"), {
    error: "from and to that differ; all day is from 00:00 to 24:00",
  });

export type QuietHours = z.infer<typeof quietHoursSchema>;

/** The time of day at a moment in a time zone, `HH:MM`. Source: the IANA database that Node's ICU carries. */
export function toTimeOfDay(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

/** True while nobody is to be called. `from` belongs to the quiet hours, `to` does not. */
export function isQuiet({ from, to, timeZone: zone }: QuietHours, moment: Date): boolean {
  const now = toTimeOfDay(moment, zone);
  return from < to ? from <= now && now < to : from <= now || now < to;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
