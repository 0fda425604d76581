import { DbError } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { maskAccount } from '../domain/mask-account.js';
import { writeAudit } from '../store/audit-log.js';
import {
  deleteNhsoAccount,
  insertNhsoAccount,
  listNhsoAccounts,
  type NhsoAccountRow,
  placeNhsoAccounts,
  switchNhsoAccount,
} from '../store/nhso-accounts.js';
import { deleteSecret } from '../store/secrets.js';
import { findUpstreamSession } from '../store/upstream-sessions.js';
import type { Actor } from './actor.js';
import { dropSession, type SessionParts } from './kept-session.js';
import { accountRow } from './portal-access.js';
import { accountSecret, keepPassword } from './portal-accounts.js';
import { closeSessionAlerts } from './session-alerts.js';

/** One more account at the end of the order, its password encrypted. Throws AppError account_missing, account_known. */
export async function addAccount(
  parts: SessionParts,
  given: { readonly username: string; readonly password: string },
  first: string,
  by: Actor,
): Promise<void> {
  const username = given.username.trim().slice(0, 190);
  if (username === '' || given.password === '') throw new AppError('account_missing');
  if (username === first) throw new AppError('account_known');
  try {
    await parts.db.transaction(async (tx) => {
      const id = await insertNhsoAccount(tx, username, by.actorId);
      await keepPassword(tx, parts.secretKey, id, given.password);
    });
  } catch (error) {
    if (error instanceof DbError && error.kind === 'duplicate') throw new AppError('account_known');
    throw error;
  }
  await note(parts, username, 'added', by);
}

/** One place up or down in the order. Throws AppError not_found. */
export async function moveAccount(
  parts: SessionParts,
  id: number,
  where: 'up' | 'down',
  by: Actor,
): Promise<void> {
  const account = await parts.db.transaction(async (tx) => {
    const all = await listNhsoAccounts(tx);
    const from = all.findIndex((one) => one.id === id);
    const moved = all[from];
    if (moved === undefined) throw new AppError('not_found');
    const to = where === 'up' ? from - 1 : from + 1;
    const order = all.filter((one) => one.id !== id).map((one) => one.id);
    order.splice(Math.max(0, to), 0, id);
    await placeNhsoAccounts(tx, order);
    return moved;
  });
  await note(parts, account.username, `moved ${where}`, by);
}

export async function switchAccount(parts: SessionParts, id: number, on: boolean, by: Actor): Promise<void> {
  const { username } = await accountOf(parts, id);
  await switchNhsoAccount(parts.db, id, on);
  if (!on) await forgetSession(parts, username);
  await note(parts, username, on ? 'switched on' : 'switched off', by);
}

/** Another password; an account that was refused is tried with it again. */
export async function changeAccountPassword(
  parts: SessionParts,
  id: number,
  password: string,
  by: Actor,
): Promise<void> {
  const { username } = await accountOf(parts, id);
  if (password === '') throw new AppError('account_missing');
  await keepPassword(parts.db, parts.secretKey, id, password);
  await forgetRefusal(parts, username);
  await note(parts, username, 'password changed', by);
}

/** Takes the account, its password and its session away. */
export async function removeAccount(parts: SessionParts, id: number, by: Actor): Promise<void> {
  const { username } = await accountOf(parts, id);
  await parts.db.transaction(async (tx) => {
    await deleteNhsoAccount(tx, id);
    await deleteSecret(tx, accountSecret(id));
  });
  await forgetSession(parts, username);
  await note(parts, username, 'removed', by);
}

async function accountOf({ db }: SessionParts, id: number): Promise<NhsoAccountRow> {
  const account = (await listNhsoAccounts(db)).find((one) => one.id === id);
  if (account === undefined) throw new AppError('not_found');
  return account;
}

/** A person has corrected an account that was refused: it is tried again. */
export async function forgetRefusal(parts: SessionParts, username: string): Promise<void> {
  const session = await findUpstreamSession(parts.db, 'eclaim', accountRow({ username }).account);
  if (session?.state === 'refused') await forgetSession(parts, username);
}

async function forgetSession(parts: SessionParts, username: string): Promise<void> {
  const session = await findUpstreamSession(parts.db, 'eclaim', accountRow({ username }).account);
  if (session === null) return;
  await dropSession(parts, session.id, { state: 'signed_out', refusedMark: null, message: null });
  await closeSessionAlerts(parts, session.id, ['refused', 'needed', 'ending']);
}

async function note({ db }: SessionParts, username: string, what: string, by: Actor): Promise<void> {
  const subject = `nhso account ${maskAccount(username)}: ${what}`;
  await writeAudit(db, { ...by, at: new Date(), action: 'change', subject, outcome: 'done' });
}
