/** Instants as other systems send and read them: ISO 8601, Gregorian, to the microsecond. */

const written =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+\- ]\d\d:?\d\d)?)?$/i;

/** Milliseconds by which the clock of a time zone is before UTC's at an instant. */
function offsetAt(zone: string, utc: number): number {
  const parts = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(utc);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(utc / 1000) * 1000;
}

function utcOfLocal(local: number, zone: string): number {
  // Once more with what the first guess found: it may lie on the other side of a change of the clocks.
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}

/** `+07:00`, `-0530`, or ` 07:00` where the plus was lost in an address; null where there is no such offset. */
function offsetOf(text: string): number | null {
  if (/^z$/i.test(text)) return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  if (hours > 14 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * Reads an instant of a request; answers it in UTC as the database takes it (`YYYY-MM-DD HH:MM:SS.ffffff`), or null: not
 * ISO 8601 (a blank may stand for its T, as RFC 3339 section 5.6 lets it), no such day, or a year of the Buddhist Era. A bare day begins at midnight in Bangkok. A time without its offset
 * is read in `naiveZone`, and refused where that is null.
 */
export function readInstant(text: string, naiveZone: string | null): string | null {
  const match = written.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second),
  );
  const isReal =
    new Date(local).toISOString().slice(0, 10) === `${year}-${month}-${day}` &&
    Number(hour ?? 0) <= 23 &&
    Number(minute ?? 0) <= 59 &&
    Number(second) <= 59;
  if (!isReal || Number(year) < 1900 || Number(year) >= 2400) return null;
  const zone = hour === undefined ? 'Asia/Bangkok' : naiveZone;
  if (offset === undefined && zone === null) return null;
  const ahead = offset === undefined ? 0 : offsetOf(offset);
  if (ahead === null) return null;
  const utc = offset === undefined && zone !== null ? utcOfLocal(local, zone) : local - ahead;
  const seconds = new Date(utc).toISOString().slice(0, 19).replace('T', ' ');
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}

/** An instant of the database (`2026-02-03T02:15:27.482913Z`) as answers say it: `2026-02-03T09:15:27.482913+07:00`. */
export function bangkokInstant(text: string): string {
  const micros = /\.(\d+)/.exec(text)?.[1] ?? '';
  const shifted = new Date(Date.parse(text) + 7 * 3600_000).toISOString().slice(0, 19);
  return `${shifted}.${micros.slice(0, 6).padEnd(6, '0')}+07:00`;
}
