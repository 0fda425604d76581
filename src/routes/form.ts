import type { Request, Response } from 'express';
import { AppError, type Language } from '../domain/errors.js';
import type { ProblemCode } from '../domain/problems/index.js';
import type { Actor } from '../services/actor.js';
import type { AccountAnswer } from '../services/nhso-account.js';
import { callerOrNull } from './api-call.js';
import { statusOf } from './errors.js';
import { readerOf } from './reader.js';

/** A wrong field of a form, in the reader's words. `field` is the input's id; '' = the form as a whole. */
export interface FieldMessage {
  readonly field: string;
  readonly text: string;
}

/** The texts of a form; a field that is not there is ''. Passwords are never given back to a page. */
export function formFields<Name extends string>(req: Request, names: readonly Name[]): Record<Name, string> {
  const body: unknown = req.body;
  const given = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}));
  const entries = names.map((name) => {
    const value = given.get(name);
    return [name, typeof value === 'string' ? value : ''];
  });
  // The keys are exactly `names`.
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** Every value of a field that may stand several times (checkboxes). */
export function formList(req: Request, name: string): string[] {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !(name in body)) return [];
  const value = Object.entries(body).find(([key]) => key === name)?.[1];
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

/** The field that a foreseen failure belongs to. */
const fieldsOfProblems: Partial<Record<ProblemCode, string>> = {
  username_invalid: 'username',
  username_taken: 'username',
  password_too_weak: 'password',
  password_wrong: 'present',
  password_repeat_differs: 'repeat',
  hospital_code_due: 'HOSPITAL_CODE',
  account_missing: 'ECLAIM_USERNAME',
  otp_shape: 'otp',
  otp_wrong: 'otp',
  otp_tries_spent: 'otp',
  set_up_code_wrong: 'code',
  roles_missing: 'roles',
  roles_invalid: 'roles',
  undo_reason_due: 'reason',
  reveal_reason_due: 'reason',
  search_reason_due: 'reason',
  export_reason_due: 'reason',
  claim_note_due: 'note',
  decision_note_due: 'note',
  report_note_too_long: 'note',
  mappings_unreadable: 'json',
  master_file_empty: 'file',
  master_file_quote: 'file',
  master_file_binary: 'file',
  master_columns_missing: 'file',
  master_no_line: 'file',
  master_file_changed: 'file',
};

/** A foreseen failure as the message of a form; anything else is thrown on. Sets the answer's status. */
export function formMessages(res: Response, error: unknown): FieldMessage[] {
  if (!(error instanceof AppError) || statusOf(error) >= 500) throw error;
  res.status(statusOf(error));
  const { seconds, name } = error.details;
  if (error.code === 'too_many_tries' && seconds !== undefined) res.setHeader('Retry-After', seconds);
  const isNamed = error.code === 'setting_not_saved' || error.code === 'address_not_allowed';
  const field = isNamed ? String(name) : (fieldsOfProblems[error.code] ?? '');
  return [{ field, text: error.text(languageOf(res)) }];
}

/** Why NHSO did not let an account in. */
export function accountMessage(res: Response, answer: AccountAnswer): FieldMessage {
  res.status(422);
  return { field: 'ECLAIM_USERNAME', text: answer.message[languageOf(res)] };
}

export function languageOf(res: Response): Language {
  return readerOf(res).language;
}

/** Who asks, for the audit log: a person, or the key of another system. */
export function actorOf(req: Request, res: Response): Actor {
  const { user, requestId } = readerOf(res);
  const caller = callerOrNull(res);
  const from = { address: req.ip ?? '', requestId };
  if (caller?.kind === 'key')
    return { actorKind: 'key', actorId: caller.keyId, actorName: caller.name, ...from };
  if (user === null) return { actorKind: 'nobody', actorId: null, actorName: '(nobody)', ...from };
  return { actorKind: 'user', actorId: user.id, actorName: user.username, ...from };
}
