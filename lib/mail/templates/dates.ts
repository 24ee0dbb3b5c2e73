/** e.g. "22 November 2026, 14:03 UTC": the reader's own zone is not known. */
export function formatMoment(moment: Date): string {
  return `${day.format(moment)}, ${formatTime(moment)}`;
}

/** e.g. "14:03 UTC". */
export function formatTime(moment: Date): string {
  return `${time.format(moment)} UTC`;
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});
