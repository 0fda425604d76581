/** Versions of a file under a name that no other stored file has. */
import type { Tx } from '../db/db.js';
import type { ChangeBatch } from '../store/changes.js';
import { keepStandings } from '../store/claim-standing.js';
import { insertSingleClaims, lastRowId, tranIdsWithOtherRows } from '../store/claim-versions.js';
import { itemKinds, type StoredFile, tranIdsOfFiles } from '../store/claims.js';
import { hasStatements, matchStatementRows } from '../store/statement-rows.js';
import { type SettledClaims, settleClaims } from './settle-claims.js';
import type { Settling } from './store-workbook.js';

/**
 * As a rule all claims of such a file are of it alone: each gets its narrow row as soon as its own row is stored. Those with
 * other rows, which may also come later in the same file, are settled at the end over all their rows; so are claims that
 * the file had when it was read before, and has no more.
 */
export function ownClaimsSettling(
  tx: Tx,
  batch: ChangeBatch,
  { id, hospitalCode }: StoredFile,
  tranIdsBefore: ReadonlySet<string>,
): Settling<SettledClaims> {
  const isReread = tranIdsBefore.size > 0;
  const others = new Set<string>();
  const done = { opip: 0, orf: 0 };
  return {
    async some() {
      for (const kind of itemKinds) {
        const rows = { kind, fileId: id, after: done[kind] };
        const last = await lastRowId(tx, rows);
        if (last === null) continue;
        const found = await tranIdsWithOtherRows(tx, rows);
        await insertSingleClaims(tx, batch, rows, { isMixed: found.size > 0, isReread });
        for (const tranId of found) others.add(tranId);
        done[kind] = last;
      }
    },
    async all() {
      const haveStatements = await hasStatements(tx, hospitalCode);
      const stored = isReread || haveStatements ? await tranIdsOfFiles(tx, [id]) : new Set<string>();
      const all = [...stored];
      const matched = haveStatements
        ? await matchStatementRows(tx, hospitalCode, { stored: all, gone: [] })
        : 0;
      // Claims that came now stand as if in no statement; where none has a row of them, that is so.
      if (isReread || matched > 0)
        await keepStandings(tx, batch, { hospitalCode, tranIds: all, all: false, openFile: id });
      for (const tranId of tranIdsBefore) if (!stored.has(tranId)) others.add(tranId);
      return settleClaims(tx, batch, hospitalCode, others, id);
    },
  };
}
