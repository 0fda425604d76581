import { timingSafeEqual } from 'node:crypto';
import { AppError, type Language } from '../domain/errors.js';
import { roles } from '../domain/role.js';
import { countAdministrators } from '../store/users.js';
import type { Actor } from './actor.js';
import { addUser } from './add-user.js';
import { saveSetUpStep } from './set-up-state.js';
import { allowTry, type SignedIn, type SignInParts, signIn, type Visitor } from './sign-in.js';

export interface FirstAdministrator {
  readonly username: string;
  readonly password: string;
  readonly language: Language;
  /** The one-time code as typed; null where none is asked for (a visitor at this machine). */
  readonly code: string | null;
}

/**
 * First step of /setup: makes the administrator, with every role, and signs in. Throws AppError set_up_code_wrong,
 * too_many_tries, username_invalid, password_too_weak, and not_allowed once there is an administrator.
 */
export async function makeAdministratorAtSetUp(
  parts: SignInParts & { readonly setUpCode: string },
  asked: FirstAdministrator,
  visitor: Visitor,
): Promise<SignedIn> {
  if ((await countAdministrators(parts.db)) > 0) throw new AppError('not_allowed');
  if (asked.code !== null) {
    await allowTry(parts, 'set-up code', 20);
    if (!sameCode(asked.code, parts.setUpCode)) throw new AppError('set_up_code_wrong');
  }
  const { username, password, language } = asked;
  const by: Actor = {
    actorKind: 'nobody',
    actorId: null,
    actorName: '(set-up)',
    address: visitor.address,
    requestId: visitor.requestId,
  };
  const user = await addUser(parts, { username, password, language, roles, mustChangePassword: false }, by);
  await saveSetUpStep(parts.db, 'hospital', { userId: user.id, now: parts.now() });
  return await signIn(parts, { username, password }, visitor);
}

/** Blanks, dashes and case do not matter to somebody who reads the code off another screen. */
function sameCode(typed: string, code: string): boolean {
  const plain = (text: string) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  const a = plain(typed);
  const b = plain(code);
  return a.length === b.length && timingSafeEqual(a, b);
}
