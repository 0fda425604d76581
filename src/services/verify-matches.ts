import { statementRowsAfter, wrongMatches } from '../store/verified-issues.js';
import { step, type VerifyGround } from './verify-check.js';

/** Rows of one look. */
const page = 10_000;

const matchText = (matched: boolean, tranId: string | null) =>
  matched ? `matched ${tranId ?? '-'}` : 'not matched';

/** That rows of statements are matched with the claims that are stored, and with no others. Answers how many rows. */
export async function verifyMatches(ground: VerifyGround): Promise<number> {
  let compared = 0;
  for (let after = 0; ; ) {
    step(ground, compared);
    const some = await statementRowsAfter(ground.view, after, page);
    if (!some) return compared;
    for (const row of await wrongMatches(ground.view, after, some.last))
      ground.tell({
        code: 'verify_match_differs',
        fileId: row.fileId,
        file: row.filename,
        place: `${row.sheetName} row ${row.rowNo}`,
        expected: matchText(row.hasClaim === 1, row.tranId),
        found: matchText(row.matched, row.matchedTo),
      });
    after = some.last;
    compared += some.rows;
  }
}
