/** Transactions that change claims and stop where a schedule wants them to: before they take their number, and before the commit. */
import { type Db, DbError, type Tx } from '../db/db.js';
import { sql } from '../db/sql.js';
import type { Dice } from '../practice/claims/dice.js';
import type { ChangeBatch } from '../store/changes.js';
import { inClaimBatch } from '../store/claim-changes.js';
import {
  type CurrentClaimRow,
  deleteCurrentClaims,
  inItsBatch,
  saveCurrentClaims,
  storedCurrentClaims,
} from '../store/claim-current.js';
import { keepStandings } from '../store/claim-standing.js';

class RolledBack extends Error {}

export type WriterState = 'written' | 'closed' | 'over';

export interface SyncWriter {
  readonly hospital: string;
  state(): WriterState;
  /** Whether the database took all of it back: as the schedule wants, or because it waited for one that is stopped. */
  rolledBack(): boolean;
  /** Goes on to the next of its states. */
  step(): Promise<void>;
}

/** What one transaction does to claims of its hospital. */
export interface Change {
  readonly hospital: string;
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  readonly touch: readonly string[];
  readonly rollsBack: boolean;
}

/** An import of many claims, an edit of few, claims that go, claims of which something beside them changed. */
export function drawChange(dice: Dice, hospital: string): Change {
  const some = (most: number) =>
    Array.from({ length: dice.int(1, most) }, () => `99${String(dice.int(1, 30)).padStart(3, '0')}`);
  const kind = dice.pick(['import', 'edit', 'edit', 'remove', 'touch', 'mixed']);
  const put = kind === 'import' ? some(25) : kind === 'edit' || kind === 'mixed' ? some(2) : [];
  const remove = kind === 'remove' || kind === 'mixed' ? some(8) : [];
  return {
    hospital,
    // Few words, so that some writes say what was said before.
    put: new Map(put.map((tranId) => [tranId, `w${dice.int(1, 6)}`])),
    remove: remove.filter((tranId) => !put.includes(tranId)),
    touch: kind === 'touch' ? some(5).filter((tranId) => !remove.includes(tranId)) : [],
    rollsBack: dice.chance(20),
  };
}

const rowOf = (hospital: string, fileId: number, tranId: string, word: string): CurrentClaimRow => ({
  hospital_code: hospital,
  tran_id: tranId,
  item_kind: 'opip',
  item_id: 1,
  file_id: fileId,
  kind: 'OP',
  scheme: 'UCS',
  file_type: 'OP',
  rep_no: word,
});

/** Writes the rows of a change as the settling of an import does. */
export async function writeChange(tx: Tx, batch: ChangeBatch, fileId: number, change: Change): Promise<void> {
  const { hospital, put, remove, touch } = change;
  const rows = [...put].map(([tranId, word]) => rowOf(hospital, fileId, tranId, word));
  const like = rowOf(hospital, fileId, '', '');
  const before = await storedCurrentClaims(tx, hospital, [...put.keys(), ...remove], like);
  await saveCurrentClaims(
    tx,
    rows.map((row) => inItsBatch(row, before.get(row.tran_id), batch)),
  );
  const gone = [...new Set(remove)].flatMap((tranId) => before.get(tranId) ?? []);
  await deleteCurrentClaims(tx, batch, hospital, gone);
  await keepStandings(tx, batch, { hospitalCode: hospital, tranIds: touch, all: true });
}

/** A promise with its own key. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open };
}

/**
 * MySQL locks gaps between keys, also those of other hospitals: who waits for a transaction that the schedule has stopped
 * would wait for ever, so it gives way, as anybody has to expect of a database.
 */
async function giveWaySoon(tx: Tx, { dialect }: Db): Promise<void> {
  if (dialect.name === 'mysql') await tx.execute(sql`set session innodb_lock_wait_timeout = 1`);
}

const gaveWay = (error: unknown): boolean => error instanceof DbError && error.kind === 'lock_timeout';

/** Begins a transaction and answers when its rows are written; where `stops` is false it is over then. */
export async function startWriter(
  db: Db,
  fileId: number,
  change: Change,
  stops: boolean,
): Promise<SyncWriter> {
  const [written, mayClose, closed, mayCommit] = [gate(), gate(), gate(), gate()];
  if (!stops) for (const one of [mayClose, mayCommit]) one.open();
  let state: WriterState = 'written';
  let isRolledBack = false;
  const work = db
    .transaction(async (tx) => {
      await giveWaySoon(tx, db);
      await inClaimBatch(tx, async (batch) => {
        await writeChange(tx, batch, fileId, change);
        written.open();
        await mayClose.opened;
      });
      closed.open();
      await mayCommit.opened;
      if (change.rollsBack) throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack) && !gaveWay(error)) throw error;
      isRolledBack = true;
      state = 'over';
    });
  // Whatever fails before a gate must end the wait for it.
  const reaching = (one: { readonly opened: Promise<void> }) => Promise.race([one.opened, work]);
  await (stops ? reaching(written) : work);
  if (!stops) state = 'over';
  return {
    hospital: change.hospital,
    state: () => state,
    rolledBack: () => isRolledBack,
    async step() {
      if (state === 'written') {
        mayClose.open();
        await reaching(closed);
        if (!isRolledBack) state = 'closed';
      } else {
        mayCommit.open();
        await work;
        state = 'over';
      }
    },
  };
}
