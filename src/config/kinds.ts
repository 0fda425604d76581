import { isIP } from 'node:net';
import path from 'node:path';
import { programFolder } from './program-folder.js';
import { type Parsed, type Secret, type Setting, secretOf, type Words } from './setting.js';

interface About {
  readonly th: string;
  readonly en: string;
  readonly example?: string;
  readonly savable?: boolean;
  readonly later?: boolean;
}

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (th: string, en: string): Parsed<never> => ({ ok: false, reason: { th, en } });

function setting<T>(
  about: About,
  own: Pick<Setting<T>, 'parse' | 'default' | 'defaultText' | 'example'> & { secret?: boolean },
): Setting<T> {
  const help: Words = { th: about.th, en: about.en };
  return {
    parse: own.parse,
    default: own.default,
    defaultText: own.defaultText,
    example: about.example ?? own.example,
    help,
    secret: own.secret ?? false,
    savable: about.savable ?? false,
    later: about.later ?? false,
  };
}

export function wholeNumber(standard: number, least: number, most: number, about: About): Setting<number> {
  return setting(about, {
    default: standard,
    defaultText: String(standard),
    example: String(standard),
    parse(text) {
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < least || value > most)
        return bad(
          `ต้องเป็นจำนวนเต็มตั้งแต่ ${least} ถึง ${most}`,
          `it must be a whole number from ${least} to ${most}`,
        );
      return good(value);
    },
  });
}

/** A number that may be absent, e.g. the beds of the hospital. */
export function optionalNumber(least: number, most: number, about: About): Setting<number | null> {
  const strict = wholeNumber(least, least, most, about);
  return { ...strict, default: null, defaultText: '', example: about.example ?? String(least) };
}

export function onOff(standard: boolean, about: About): Setting<boolean> {
  const word = standard ? 'on' : 'off';
  return setting(about, {
    default: standard,
    defaultText: word,
    example: word,
    parse(text) {
      const asked = text.toLowerCase();
      if (['on', 'true', '1', 'yes'].includes(asked)) return good(true);
      if (['off', 'false', '0', 'no'].includes(asked)) return good(false);
      return bad('ต้องเป็น on หรือ off', 'it must be on or off');
    },
  });
}

export function oneOf<T extends string>(words: readonly T[], standard: T, about: About): Setting<T> {
  return setting(about, {
    default: standard,
    defaultText: standard,
    example: standard,
    parse(text) {
      const found = words.find((word) => word === text.toLowerCase());
      const list = words.join(', ');
      return found === undefined ? bad(`ต้องเป็นหนึ่งใน ${list}`, `it must be one of ${list}`) : good(found);
    },
  });
}

/** Words out of a list with commas between, all of them where absent; `none` = not one. */
export function wordList<T extends string>(words: readonly T[], about: About): Setting<readonly T[]> {
  return setting<readonly T[]>(about, {
    default: words,
    defaultText: words.join(','),
    example: words.join(','),
    parse(text) {
      const asked =
        text.toLowerCase() === 'none'
          ? []
          : text
              .toLowerCase()
              .split(',')
              .map((word) => word.trim());
      const list = words.join(', ');
      return asked.every((word) => words.some((known) => known === word))
        ? good(words.filter((word) => asked.includes(word)))
        : bad(`ต้องเป็นคำจาก ${list} หรือ none`, `it must be words out of ${list}, or none`);
    },
  });
}

/** Free text, `''` where absent; `shape` narrows it. */
export function text(about: About & { standard?: string; shape?: RegExp; wanted?: Words }): Setting<string> {
  const { shape, wanted } = about;
  const standard = about.standard ?? '';
  return setting(about, {
    default: standard,
    defaultText: standard,
    example: standard === '' ? '…' : standard,
    parse: (value) =>
      shape === undefined || shape.test(value)
        ? good(value)
        : bad(wanted?.th ?? 'รูปแบบไม่ถูก', wanted?.en ?? 'it has not the right form'),
  });
}

/** A folder, read as an absolute path; a relative one is below the folder of the program. */
export function folder(standard: string, about: About): Setting<string> {
  const absolute = (where: string) => path.resolve(programFolder, where);
  return setting(about, {
    default: standard === '' ? '' : absolute(standard),
    defaultText: standard,
    example: standard === '' ? '/data/incoming' : standard,
    parse: (where) =>
      where.includes('\0') ? bad('ชื่อโฟลเดอร์ไม่ถูก', 'this is no name of a folder') : good(absolute(where)),
  });
}

/** `shape` narrows it. */
export function secret(
  about: About & { least?: number; shape?: RegExp; wanted?: Words },
): Setting<Secret | null> {
  const { least = 1, shape, wanted } = about;
  return setting<Secret | null>(about, {
    secret: true,
    default: null,
    defaultText: '',
    example: '(secret)',
    parse: (value) => {
      if (shape !== undefined && !shape.test(value))
        return bad(wanted?.th ?? 'รูปแบบไม่ถูก', wanted?.en ?? 'it has not the right form');
      return value.length >= least
        ? good(secretOf(value))
        : bad(`ต้องยาวอย่างน้อย ${least} ตัวอักษร`, `it must have at least ${least} characters`);
    },
  });
}

/** Addresses or networks with commas between, e.g. `127.0.0.1, 10.0.0.0/8`. */
export function networks(standard: readonly string[], about: About): Setting<readonly string[]> {
  return setting<readonly string[]>(about, {
    default: standard,
    defaultText: standard.join(','),
    example: '127.0.0.1,10.0.0.0/8',
    parse(value) {
      const parts = value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const wrong = parts.find((part) => !isNetwork(part));
      return wrong === undefined
        ? good(parts)
        : bad(`"${wrong}" ไม่ใช่ที่อยู่ IP หรือเครือข่าย`, `"${wrong}" is neither an IP address nor a network`);
    },
  });
}

function isNetwork(part: string): boolean {
  const [address = '', bits, more] = part.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export function isLoopbackHost(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '').toLowerCase();
  return plain === 'localhost' || plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain);
}

/** Scheme, host and port of a web site, without a path; http only for loopback addresses. */
export function upstreamOrigin(standard: string, about: About): Setting<string> {
  return setting(about, {
    default: standard,
    defaultText: standard,
    example: standard === '' ? 'https://example.org' : standard,
    parse(value) {
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url === null || !['http:', 'https:'].includes(url.protocol))
        return bad('ต้องเป็นที่อยู่เว็บ https://…', 'it must be an address such as https://…');
      if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
        return bad(
          'ใส่เพียง scheme, host และ port ไม่มีเส้นทางต่อท้าย',
          'give scheme, host and port only, without a path',
        );
      if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
        return bad(
          'http ใช้ได้กับเครื่องนี้เท่านั้น ที่อื่นต้องเป็น https',
          'http is accepted for this machine only, anything else must be https',
        );
      return good(url.origin);
    },
  });
}

/** Origins of web sites with commas between, e.g. `https://his.example.org`. */
export function origins(about: About): Setting<readonly string[]> {
  return setting<readonly string[]>(about, {
    default: [],
    defaultText: '',
    example: 'https://his.example.org',
    parse(value) {
      const parts = value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
      const wrong = parts.find((part) => !URL.canParse(part) || new URL(part).origin !== part);
      return wrong === undefined
        ? good(parts)
        : bad(
            `"${wrong}" ไม่ใช่ origin ต้องเป็นเช่น https://his.example.org`,
            `"${wrong}" is no origin such as https://his.example.org`,
          );
    },
  });
}

/** Any http(s) address, `''` where absent. `path` = a sub-path may follow, its last slash is dropped. */
export function webAddress(about: About): Setting<string> {
  return setting(about, {
    default: '',
    defaultText: '',
    example: 'https://example.org/eclaim',
    parse(value) {
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url === null || !['http:', 'https:'].includes(url.protocol))
        return bad('ต้องเป็นที่อยู่เว็บ http(s)://…', 'it must be an address such as https://…');
      if (url.search !== '' || url.hash !== '' || url.username !== '')
        return bad('ห้ามมี ? # หรือชื่อผู้ใช้ในที่อยู่', 'the address must not hold ?, # or a user name');
      return good(url.href.replace(/\/+$/, ''));
    },
  });
}

/** An address that holds a password (database, mail server), so that the whole of it is secret. */
export function secretAddress(protocols: readonly string[], about: About): Setting<Secret | null> {
  return {
    ...secret(about),
    example: about.example ?? `${protocols[0]}//…`,
    parse: (value) =>
      URL.canParse(value) && protocols.includes(new URL(value).protocol)
        ? good(secretOf(value))
        : bad(
            `ต้องขึ้นต้นด้วย ${protocols.map((p) => `${p}//`).join(' หรือ ')}`,
            `it must begin with ${protocols.map((p) => `${p}//`).join(' or ')}`,
          ),
  };
}
