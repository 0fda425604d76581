import { AppError } from '../domain/errors.js';
import { isScope, type Scope, scopes, usualScopes } from '../domain/scope.js';
import { commandLineActor } from '../services/actor.js';
import { endApiKey, type KeyField, makeApiKey, usualRate } from '../services/make-api-key.js';
import { type ApiKey, listApiKeys } from '../store/api-keys.js';
import { readDay } from './arguments.js';
import { defineCommand, jsonOption, type Terminal, UsageError } from './command.js';
import { withProgram } from './open-program.js';

const page = '/settings/keys';

export const keyCreate = defineCommand({
  name: 'key create',
  does: {
    th: 'สร้างคีย์ให้ระบบอื่นเรียก API คีย์แสดงครั้งเดียว',
    en: 'Make a key by which another system calls the API; it is shown once',
  },
  options: {
    name: {
      type: 'string',
      required: true,
      value: 'NAME',
      help: { th: 'ชื่อระบบที่ใช้คีย์', en: 'what the key is for' },
    },
    scope: {
      type: 'string',
      multiple: true,
      value: 'SCOPES',
      help: {
        th: `สิ่งที่คีย์ทำได้ คั่นด้วยจุลภาค (ปริยาย ${usualScopes.join(',')}): ${scopes.join(' ')}`,
        en: `what it opens, with commas between (${usualScopes.join(',')} if absent): ${scopes.join(' ')}`,
      },
    },
    hospital: {
      type: 'string',
      value: 'HCODE',
      help: { th: 'เห็นเฉพาะโรงพยาบาลนี้', en: 'the only hospital whose rows it sees' },
    },
    expires: {
      type: 'string',
      value: 'DAY',
      help: { th: 'ใช้ไม่ได้ตั้งแต่วันนี้ เช่น 2027-09-30 (ปี ค.ศ.)', en: 'refused from this day on, e.g. 2027-09-30' },
    },
    ip: {
      type: 'string',
      multiple: true,
      value: 'NETWORKS',
      help: {
        th: 'เครือข่ายที่ใช้คีย์ได้ เช่น 10.20.0.0/16',
        en: 'networks that it may come from, e.g. 10.20.0.0/16',
      },
    },
    rate: {
      type: 'string',
      value: 'CALLS',
      help: { th: `จำนวนครั้งต่อนาที (ปริยาย ${usualRate})`, en: `calls in a minute (${usualRate} if absent)` },
    },
    'overlap-s': {
      type: 'string',
      value: 'SECONDS',
      help: {
        th: 'ถอย updated_since กี่วินาที 0-300 สำหรับระบบที่จดเวลาหลังเรียก',
        en: 'taken off every updated_since, 0-300, for clients that take their checkpoint after the request',
      },
    },
    'dedupe-window-s': {
      type: 'string',
      value: 'SECONDS',
      help: {
        th: 'การสร้างที่เหมือนกันภายในกี่วินาทีถือเป็นครั้งเดียว 0-600',
        en: 'an equal create within so many seconds is answered as the first, 0-600',
      },
    },
    json: jsonOption,
  },
  examples: [
    'key create --name HIS',
    'key create --name HIS --scope claims:read,cases:read --hospital 99999 --expires 2027-09-30 --ip 10.20.0.0/16 --json',
  ],
  run: async ({ options }, terminal) =>
    await withProgram({ page, terminal }, async (program) => {
      const asked = {
        name: options.name,
        ...(options.scope.length > 0 && { scopes: scopesOf(options.scope) }),
        hospital: options.hospital,
        expiresAt:
          options.expires === null ? null : new Date(`${readDay('expires', options.expires)}T00:00:00+07:00`),
        addresses: listed(options.ip),
        ratePerMinute: numberOf(options.rate, usualRate),
        overlapSeconds: numberOf(options['overlap-s'], 0),
        dedupeWindowSeconds: numberOf(options['dedupe-window-s'], 0),
      };
      const { key, made } = await makeApiKey(program, asked, commandLineActor).catch(namingOptions);
      tellKey(terminal, key, made, options.json);
      return 0;
    }),
});

export const keyList = defineCommand({
  name: 'key list',
  does: { th: 'แสดงคีย์ทั้งหมด รวมที่เพิกถอนแล้ว', en: 'List every key, also those that were revoked' },
  options: { json: jsonOption },
  examples: ['key list', 'key list --json'],
  run: async ({ options }, terminal) =>
    await withProgram({ page, terminal }, async ({ db, now }) => {
      for (const key of await listApiKeys(db))
        if (options.json) terminal.json(keyJson(key));
        else terminal.print(lineOf(key, now()));
      return 0;
    }),
});

export const keyRevoke = defineCommand({
  name: 'key revoke',
  does: { th: 'เพิกถอนคีย์ มีผลทันที', en: 'End a key, from the next call on' },
  words: { name: 'PREFIX', least: 1, most: 1 },
  options: {},
  examples: ['key revoke k3v9w2ab'],
  run: async ({ words }, terminal) =>
    await withProgram({ page, terminal }, async (program) => {
      const prefix = (words[0] ?? '').replace(/^ecr_/, '').slice(0, 8);
      await endApiKey(program, prefix, commandLineActor);
      terminal.say({ th: `เพิกถอนคีย์ ${prefix} แล้ว`, en: `The key ${prefix} was revoked` });
      return 0;
    }),
});

/** The key alone goes to stdout, so that it can be piped into a secret store. */
function tellKey(terminal: Terminal, key: string, made: ApiKey, json: boolean): void {
  const { id, name, prefix, scopes: given, hospital, expiresAt } = made;
  if (json) {
    terminal.json({ id, name, key, prefix, scopes: given, hospital, expires_at: expiresAt });
    return;
  }
  terminal.say({
    th: `สร้างคีย์ ${prefix} แล้ว (${given.join(' ')}) เก็บไว้ให้ดี จะไม่แสดงอีก`,
    en: `The key ${prefix} was made (${given.join(' ')}). Keep it: it is not shown again`,
  });
  terminal.print(key);
}

function keyJson(key: ApiKey): object {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    hospital: key.hospital,
    ip: key.addresses,
    rate: key.ratePerMinute,
    overlap_s: key.overlapSeconds,
    dedupe_window_s: key.dedupeWindowSeconds,
    expires_at: key.expiresAt,
    last_used_at: key.lastUsedAt,
    revoked_at: key.revokedAt,
    created_at: key.createdAt,
    created_by: key.createdBy,
  };
}

function lineOf(key: ApiKey, now: Date): string {
  const over = key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime();
  const state = key.revokedAt === null ? (over ? 'expired' : 'active') : 'revoked';
  const until = key.expiresAt === null ? '' : `until ${key.expiresAt.slice(0, 10)}`;
  return [key.prefix, state.padEnd(8), key.name.padEnd(24), key.scopes.join(','), key.hospital ?? '', until]
    .filter((part) => part !== '')
    .join('  ');
}

const listed = (texts: readonly string[]) =>
  texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');

function scopesOf(texts: readonly string[]): Scope[] {
  return listed(texts).map((word) => {
    if (isScope(word)) return word;
    throw new UsageError({
      th: `ไม่มี scope ${word} · ที่มีคือ ${scopes.join(', ')}`,
      en: `There is no scope ${word}. Known are ${scopes.join(', ')}`,
    });
  });
}

/** What is no number is refused with the bounds, by the service. */
function numberOf(text: string | null, usual: number): number {
  if (text === null) return usual;
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

const optionOf: Readonly<Record<KeyField, string>> = {
  name: '--name: 1-100',
  scopes: '--scope',
  hospital: '--hospital: 5 digits',
  expiresAt: '--expires: later than today',
  addresses: '--ip: 10.20.0.0/16',
  ratePerMinute: '--rate: 1-100000',
  overlapSeconds: '--overlap-s: 0-300',
  dedupeWindowSeconds: '--dedupe-window-s: 0-600',
};

/** The field that is wrong as the option by which it was given. */
function namingOptions(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'key_invalid') throw error;
  const option = new Map(Object.entries(optionOf)).get(String(error.details.field)) ?? '';
  throw new UsageError({ th: `ค่าใช้ไม่ได้ ${option}`, en: `This is not valid: ${option}` });
}
