import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { OutboxChange, OutboxRow } from '../domain/openchs-outbox.js';
import { writeAudit } from '../store/audit-log.js';
import { changeOutbox, findOutbox } from '../store/openchs-outbox.js';
import type { RemoteCase } from '../upstreams/openchs/profile.js';
import type { Actor } from './actor.js';
import { inChangeBatch } from './in-change-batch.js';
import type { LiveSettings } from './live-settings.js';
import { asItBegan, noteOnCase, statusAfter } from './openchs-run.js';
import { openchsSettingsOf } from './openchs-target.js';

interface DecideParts {
  readonly db: Db;
  readonly settings: Pick<LiveSettings, 'current'>;
  readonly now: () => Date;
}

export const openchsChoices = ['exists', 'again', 'leave'] as const;
/** What a person says of a row: it is there under this id, send it once more, or leave it. */
export type OpenchsChoice =
  | { readonly what: 'exists'; readonly remoteId: string }
  | { readonly what: 'again' | 'leave' };

/** Rows that wait for a person. */
export function isForPerson({ state, nextAt }: Pick<OutboxRow, 'state' | 'nextAt'>): boolean {
  return state === 'refused' || (state === 'uncertain' && nextAt === null);
}

/** Does what a person chose. Throws AppError openchs_row_changed, openchs_no_such_case, or openchs_… of the site. */
export async function decideOpenchsCase(
  parts: DecideParts,
  id: number,
  choice: OpenchsChoice,
  by: Actor,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = parts;
  const row = await findOutbox(db, id);
  if (row === null) throw new AppError('not_found');
  if (!isForPerson(row)) throw new AppError('openchs_row_changed');
  const remote = choice.what === 'exists' ? await existing(parts, choice.remoteId, signal) : null;
  const at = now();
  await inChangeBatch(db, async (tx, batch) => {
    if (!(await changeOutbox(tx, row, changeOf(remote, choice, at), at)))
      throw new AppError('openchs_row_changed');
    if (remote !== null) {
      const noted = { id: remote.id, status: remote.rawStatus, at };
      const setStatus = statusAfter(asItBegan, remote.status);
      const localStatus = await noteOnCase(tx, batch, row, { ...noted, setStatus });
      await changeOutbox(tx, { ...row, state: 'done' }, { localStatus }, at);
    }
    const subject = `openchs ${row.tranId} ${row.denyCode} ${choice.what}${remote === null ? '' : ` ${remote.id}`}`;
    await writeAudit(tx, { ...by, at, action: 'change', subject, outcome: 'done' });
  });
}

function changeOf(remote: RemoteCase | null, { what }: OpenchsChoice, at: Date): OutboxChange {
  if (remote !== null)
    return {
      state: 'done',
      nextAt: null,
      remoteId: remote.id,
      remoteStatus: remote.rawStatus,
      remoteAs: remote.status,
      copies: 1,
      syncedAt: at,
      problem: null,
      details: null,
    };
  return what === 'again'
    ? { state: 'retry', nextAt: at, decidedAt: at }
    : { state: 'refused', nextAt: null, problem: 'openchs_left' };
}

/** The case there; a person's slip of the pen must not tie two cases together. */
async function existing(
  { settings, now }: DecideParts,
  id: string,
  signal: AbortSignal,
): Promise<RemoteCase> {
  const target = openchsSettingsOf(await settings.current(), now);
  if (target === null) throw new AppError('openchs_not_set', { missing: 'OPENCHS_PROFILE' });
  const { createBreaker, createOpenchs } = await import('../upstreams/openchs/index.js'); // loaded with its first use
  const remote = id === '' ? null : await createOpenchs(target, createBreaker(now)).getCase(id, signal);
  if (remote === null) throw new AppError('openchs_no_such_case', { id });
  return remote;
}
