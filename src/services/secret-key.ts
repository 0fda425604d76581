import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.js';
import { AppError } from '../domain/errors.js';

/** What SECRET_KEY can do; the key itself never leaves this object. */
export interface SecretKey {
  /** AES-256-GCM with a fresh nonce; `name` is bound to the text, so one secret cannot stand in for another. */
  seal(name: string, text: string): { readonly cipher: Uint8Array; readonly nonce: Uint8Array };
  /** Throws AppError secret_unreadable, e.g. under another key. */
  open(name: string, sealed: { readonly cipher: Uint8Array; readonly nonce: Uint8Array }): string;
  /** HMAC-SHA-256 in base64url; `purpose` keeps uses apart. */
  sign(purpose: string, text: string): string;
}

const tagLength = 16;

/** Derives one key for encryption and one for signatures from the text of SECRET_KEY (HKDF, RFC 5869). */
export function createSecretKey(text: string): SecretKey {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', text, 'eclaim-rep', use, 32));
  const sealKey = derive('seal secrets');
  const signKey = derive('sign tokens');
  return {
    seal(name, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(name));
      return {
        nonce,
        cipher: Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]),
      };
    },
    open(name, sealed) {
      try {
        const bytes = Buffer.from(sealed.cipher);
        const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.nonce).setAAD(Buffer.from(name));
        decipher.setAuthTag(bytes.subarray(bytes.length - tagLength));
        return (
          decipher.update(bytes.subarray(0, bytes.length - tagLength), undefined, 'utf8') +
          decipher.final('utf8')
        );
      } catch (cause) {
        throw new AppError('secret_unreadable', { name }, { cause });
      }
    },
    sign: (purpose, plain) =>
      createHmac('sha256', signKey).update(`${purpose}\0${plain}`).digest('base64url'),
  };
}

/** SECRET_KEY of the settings, or the one kept in DATA_DIR; made there (mode 0600) at the first start. */
export function loadSecretKey(config: Pick<Config, 'SECRET_KEY' | 'DATA_DIR'>): SecretKey {
  if (config.SECRET_KEY !== null) return createSecretKey(config.SECRET_KEY.reveal());
  const file = path.join(config.DATA_DIR, 'secret-key');
  try {
    return createSecretKey(keptKey(file));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    throw new AppError('secret_key_unusable', { file, reason }, { cause });
  }
}

function keptKey(file: string): string {
  const kept = readIfThere(file);
  if (kept !== null) return kept;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // Written aside and linked: of two first starts at once one key wins, and nobody reads half a key.
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(fresh, file);
    chmodSync(file, 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readIfThere(file) ?? '';
}

function readIfThere(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text.length < 32) throw new AppError('secret_key_unusable', { file, reason: 'too short' });
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
