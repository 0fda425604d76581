const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal text with so many places, rounded half up (away from zero below it) in whole numbers: what a page shows is the
 * number of the data, never what binary makes of it. `shift` moves the point to the right first, e.g. 2 for per cent, -6 for
 * millions. No minus stands before a zero.
 */
export function roundHalfUp(text: string, places: number, shift = 0): string {
  const match = decimal.exec(text);
  if (!match) throw new RangeError('not a decimal');
  const [, sign = '', whole = '', part = ''] = match;
  const moved = shift + places - part.length;
  const up = 10n ** BigInt(Math.max(0, moved));
  const down = 10n ** BigInt(Math.max(0, -moved));
  const size = (BigInt(whole + part) * up * 2n + down) / (down * 2n);
  const unit = 10n ** BigInt(places);
  const minus = sign === '-' && size !== 0n ? '-' : '';
  const rest = places === 0 ? '' : `.${String(size % unit).padStart(places, '0')}`;
  return `${minus}${size / unit}${rest}`;
}
