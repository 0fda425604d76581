import type { OutboxRow } from '../domain/openchs-outbox.js';
import { changeOutbox } from '../store/openchs-outbox.js';
import type { RemoteCase } from '../upstreams/openchs/profile.js';
import { noteOnCase, type OpenchsRun, statusAfter, whileHeld } from './openchs-run.js';

const hourMs = 3_600_000;

/**
 * Stores where it is, on the row and on the case here, in one transaction; with the status there, where it is another than the
 * `basis`: the next readings tell only what changes after this.
 */
export async function noteArrival(
  run: OpenchsRun,
  row: OutboxRow,
  found: readonly RemoteCase[],
  basis: Pick<OutboxRow, 'remoteAs' | 'localStatus'>,
): Promise<boolean> {
  const { site, now } = run;
  const [remote] = [...found].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  if (remote === undefined) return true;
  const at = now();
  const isCounted = site.capabilities.finds && (row.wasUncertain || !site.capabilities.isIdempotent);
  return await whileHeld(run, async (tx, batch) => {
    const done = await changeOutbox(
      tx,
      row,
      {
        state: 'done',
        nextAt: null,
        remoteId: remote.id,
        remoteStatus: remote.rawStatus,
        remoteAs: remote.status,
        copies: found.length,
        checkAt: isCounted ? new Date(at.getTime() + hourMs) : null,
        syncedAt: at,
        problem: null,
        details: null,
      },
      at,
    );
    if (!done) return false;
    const noted = { id: remote.id, status: remote.rawStatus, at };
    const setStatus = statusAfter(basis, remote.status);
    const localStatus = await noteOnCase(tx, batch, row, { ...noted, setStatus });
    return await changeOutbox(tx, { ...row, state: 'done' }, { localStatus }, at);
  });
}
