/** Decimal numbers as text, exact from the cell to the database: no sum and no rounding is made in floating point. */
import { asciiDigits } from './clean-text.js';

export interface DecimalReading {
  /** With exactly `scale` places, e.g. `-1234.50`. */
  readonly value: string;
  /** The number had more places than fit; half was rounded away from zero, as both databases do. */
  readonly rounded: boolean;
}

const plainNumber = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?$/u;

/** A number as nearly all are written; asked first, since taking it apart takes several times as long. */
const fewDigits = /^(0|[1-9]\d*)(?:\.(\d+))?$/;

/** Shortest decimal form of a double, never with an exponent: 1e21 is `1000000000000000000000`. */
export function plainDecimal(number: number): string {
  const text = String(number);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/u.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  const digits = whole + part;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}${point < digits.length ? `.${digits.slice(point)}` : ''}`;
}

/** Sign and digits of `1,234.5`, `-5`, `5-`, `(5)`, with Thai digits too; null where it is no number. */
function parts(text: string): { negative: boolean; whole: string; part: string } | null {
  let rest = asciiDigits(text)
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .trim();
  let negative = false;
  const bracket = /^\((.+)\)$/su.exec(rest);
  const leading = /^([-+])\s*(.+)$/su.exec(rest);
  const trailing = /^(.+?)\s*-$/su.exec(rest);
  if (bracket?.[1] !== undefined) [negative, rest] = [true, bracket[1].trim()];
  else if (leading?.[2] !== undefined) [negative, rest] = [leading[1] === '-', leading[2]];
  else if (trailing?.[1] !== undefined) [negative, rest] = [true, trailing[1]];
  const match = plainNumber.exec(rest);
  if (!match || !/\d/u.test(rest)) return null;
  return { negative, whole: (match[1] ?? '0').replaceAll(',', ''), part: match[2] ?? '' };
}

/** Reads a number cell or text as a decimal with `scale` places; null where it is not a number. */
export function readDecimal(input: string | number, scale: number): DecimalReading | null {
  const plain = typeof input === 'string' ? fewDigits.exec(input) : null;
  const places = plain?.[2] ?? '';
  if (plain && places.length <= scale) {
    const value = scale === 0 ? plain[1] : `${plain[1]}.${places.padEnd(scale, '0')}`;
    return { value: value ?? '', rounded: false };
  }
  const read = parts(typeof input === 'number' ? plainDecimal(input) : input);
  if (!read) return null;
  const kept = read.part.slice(0, scale).padEnd(scale, '0');
  let digits = BigInt(read.whole + kept);
  if ((read.part[scale] ?? '0') >= '5') digits += 1n;
  const text = String(digits).padStart(scale + 1, '0');
  const sign = read.negative && digits !== 0n ? '-' : '';
  const value = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return { value: sign + value, rounded: /[1-9]/u.test(read.part.slice(scale)) };
}

/** A whole number that a JavaScript number holds exactly; null where it is none (`1.5`, a word). */
export function readWhole(input: string | number): number | null {
  if (Number.isSafeInteger(input)) return Number(input) + 0; // never -0
  const reading = readDecimal(input, 0);
  if (!reading || reading.rounded) return null;
  const whole = Number(reading.value);
  return Number.isSafeInteger(whole) ? whole : null;
}
