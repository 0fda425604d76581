import { randomInt } from 'node:crypto';

/** Eight letters and digits that are not mistaken for each other, e.g. `K7MW-2QXN`: 39 bits, and tries are counted. */
export function makeSetUpCode(): string {
  const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${group()}-${group()}`;
}
