const form = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an `Edm.Duration` (`P4DT12H30M5S`: days and parts of them, no months); undefined for any other text. */
export function parseIsoDuration(text: string): number | undefined {
  const [found, sign, days = "0", hours = "0", minutes = "0", seconds = "0"] = form.exec(text) ?? [];
  if (found === undefined || /[PT]$/.test(text)) return undefined;
  const ms = (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === undefined ? ms : -ms;
}
