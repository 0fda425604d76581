import { asciiDigits } from './clean-text.js';

/** E.164: a country's digits after the plus, at most fifteen in all. */
const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * A telephone number as it is kept: `081-234-5678` is `+66812345678`, `+254700123456` stays. A number that begins with
 * one 0 is Thai, one with 00 or without any is international. null = no number that can be called.
 */
export function phoneNumber(written: string): string | null {
  const plain = asciiDigits(written).replace(/[\s().\-\u00a0\u2010-\u2015]/gu, '');
  const number = plain.startsWith('+')
    ? plain
    : plain.startsWith('00')
      ? `+${plain.slice(2)}`
      : plain.startsWith('0')
        ? `+66${plain.slice(1)}`
        : `+${plain}`;
  // Eight digits after the country code at least: a Thai number that lost some is none.
  if (number.startsWith('+66') && !/^\+66[1-9]\d{7,8}$/.test(number)) return null;
  return e164.test(number) ? number : null;
}
