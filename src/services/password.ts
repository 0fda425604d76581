import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../domain/errors.js';

/** Makes and checks password hashes, one at a time: each takes 128 MB and about a third of a second. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Against null (no such user, no password) it takes as long, and answers false. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

export interface ScryptCost {
  /** log2 of N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

const usualCost: ScryptCost = { logN: 17, r: 8, p: 1 };
const keyLength = 32;

export function createPasswords(cost: ScryptCost = usualCost): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  const oneByOne = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine;
    return await mine;
  };
  // A salt of its own and a key that no password leads to.
  const nobody = format(cost, randomBytes(16), randomBytes(keyLength));
  return {
    hash: async (password) =>
      await oneByOne(async () => {
        const salt = randomBytes(16);
        return format(cost, salt, await derive(password, salt, cost));
      }),
    verify: async (password, stored) =>
      await oneByOne(async () => {
        const { salt, key, cost: storedCost } = parse(stored ?? nobody);
        return timingSafeEqual(await derive(password, salt, storedCost), key) && stored !== null;
      }),
  };
}

/** Throws AppError password_too_weak. Long is what counts (NIST SP 800-63B 5.1.1.2); 1,000 is to bound the work. */
export function checkPasswordStrength(password: string, username: string): void {
  const letters = new Set(password);
  const tooWeak =
    password.length < 10 ||
    password.length > 1000 ||
    letters.size < 4 ||
    password.toLowerCase().includes(username.toLowerCase()) ||
    /^(0?123456789\d*|password\d*|qwertyuiop\d*|eclaim\d*)$/i.test(password);
  if (tooWeak) throw new AppError('password_too_weak');
}

/** `$scrypt$ln=17,r=8,p=1$SALT$KEY`, so that a later cost can live beside this one. */
function format({ logN, r, p }: ScryptCost, salt: Buffer, key: Buffer): string {
  return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

function parse(stored: string): { cost: ScryptCost; salt: Buffer; key: Buffer } {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  const [, logN, r, p, salt, key] = match ?? [];
  if (salt === undefined || key === undefined) throw new Error('stored password hash is not one of ours');
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

async function derive(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return await new Promise((resolve, reject) => {
    // NFC: Thai vowels and tones can be typed in two orders that look alike.
    scrypt(password.normalize('NFC'), salt, keyLength, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
