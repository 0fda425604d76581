import type { Value } from '../db/db.js';
import { errorCodesOf } from '../domain/claim.js';
import { namePlace, type SettledVersion, settleVersions } from '../domain/claim-version.js';
import type { Difference } from '../domain/verification.js';
import { statedAmounts } from '../store/claim-standing.js';
import { type ClaimVersionRow, claimVersions } from '../store/claim-versions.js';
import { isStoredStatus } from '../store/imported-files.js';
import {
  countCurrentClaims,
  countedReferences,
  hospitalsOfFiles,
  keysAstray,
  namesOfFiles,
  type StoredError,
  storedCurrentClaims,
  storedErrors,
  tranIdsAfter,
} from '../store/verified-claims.js';
import { repRecordsAfter } from '../store/verified-files.js';
import { byTranId, currentRow } from './settle-claims.js';
import { step, type VerifyGround } from './verify-check.js';

/** Claims of one look. */
const page = 1000;

/** Columns of claim_current that say who or when: that they differ is told, not what they hold. */
const personal: ReadonlySet<string> = new Set([
  'hn',
  'an',
  'pid',
  'patient_name',
  'service_day',
  'discharge_day',
  'error_code',
]);

/** Those that statements decide. */
const ofStatements: ReadonlySet<string> = new Set(['stm_amount', 'recon_state']);

type Settled = readonly SettledVersion<ClaimVersionRow>[];
type Found = Omit<Difference, 'file'>;

const mark = (no: number, isCurrent: boolean) => `${no}${isCurrent ? ' current' : ''}`;

/** Version numbers and current marks against the rule. */
function markDifferences(settled: Settled): Found[] {
  return settled
    .filter(
      ({ version, versionNo, isCurrent }) =>
        version.versionNo !== versionNo || version.isCurrent !== isCurrent,
    )
    .map(({ version, versionNo, isCurrent }) => ({
      code: 'verify_version_differs',
      fileId: version.fileId,
      place: version.tranId,
      expected: mark(versionNo, isCurrent),
      found: mark(version.versionNo, version.isCurrent),
    }));
}

/** The narrow row of the claim against what its versions say. */
function currentDifferences(
  tranId: string,
  expected: Readonly<Record<string, Value>> | null,
  found: Readonly<Record<string, Value>> | undefined,
): Found[] {
  const fileOf = (row: Readonly<Record<string, Value>>) =>
    row.file_id === null ? null : Number(row.file_id);
  if (!expected)
    return found
      ? [{ code: 'verify_claim_astray', fileId: fileOf(found), place: tranId, expected: null, found: 1 }]
      : [];
  const fileId = fileOf(expected);
  if (!found) return [{ code: 'verify_claim_missing', fileId, place: tranId, expected: 1, found: null }];
  return Object.keys(expected)
    .filter((column) => expected[column] !== found[column])
    .map((column) => {
      const shown = (row: Readonly<Record<string, Value>>) =>
        personal.has(column) ? column : `${column} ${String(row[column])}`;
      return {
        code: ofStatements.has(column) ? 'verify_state_differs' : 'verify_claim_differs',
        fileId,
        place: tranId,
        expected: shown(expected),
        found: personal.has(column) ? null : shown(found),
      };
    });
}

const rowKey = (itemKind: string, id: number) => `${itemKind} ${id}`;

function errorsByRow(errors: readonly StoredError[]): ReadonlyMap<string, readonly StoredError[]> {
  const rows = new Map<string, StoredError[]>();
  for (const error of errors) {
    const key = rowKey(error.itemKind, error.itemId);
    rows.set(key, [...(rows.get(key) ?? []), error]);
  }
  return rows;
}

/** Error codes as they should stand, and as they do. */
function errorDifferences(settled: Settled, errors: ReadonlyMap<string, readonly StoredError[]>): Found[] {
  const text = (codes: readonly string[], isCurrent: readonly boolean[]) =>
    `codes ${codes.map((code, at) => `${code}${isCurrent[at] ? ' (current)' : ''}`).join(', ') || '-'}`;
  return settled.flatMap(({ version, isCurrent }) => {
    const own = errors.get(rowKey(version.itemKind, version.id)) ?? [];
    const codes = errorCodesOf(version.errorCode);
    const expected = text(
      codes,
      codes.map(() => isCurrent),
    );
    const found = text(
      own.map((error) => error.code),
      own.map((error) => error.isCurrent),
    );
    if (expected === found) return [];
    return [
      {
        code: 'verify_claim_differs' as const,
        fileId: version.fileId,
        place: version.tranId,
        expected,
        found,
      },
    ];
  });
}

/** Without the time at which it was written. */
function expectedRow(
  hospitalCode: string,
  settled: Settled,
  stated: string | undefined,
): Readonly<Record<string, Value>> | null {
  const row = currentRow(hospitalCode, settled, stated);
  if (!row) return null;
  const { updated_at: _, ...rest } = row;
  return rest;
}

async function tellAll({ view, tell }: VerifyGround, found: readonly Found[]): Promise<void> {
  const ids = new Set(found.flatMap(({ fileId }) => fileId ?? []));
  const names = await namesOfFiles(view, [...ids]);
  for (const difference of found) {
    const { fileId } = difference;
    tell({ ...difference, file: fileId === null ? null : (names.get(fileId) ?? `file ${fileId}`) });
  }
}

async function verifyPage(
  ground: VerifyGround,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<void> {
  const { view } = ground;
  const versions = byTranId(await claimVersions(view, hospitalCode, tranIds));
  const expected = new Map(
    tranIds.map((tranId) => [tranId, settleVersions(versions.get(tranId) ?? [])] as const),
  );
  const stated = await statedAmounts(view, hospitalCode, tranIds);
  const rows = new Map(
    [...expected].map(
      ([tranId, settled]) => [tranId, expectedRow(hospitalCode, settled, stated.get(tranId))] as const,
    ),
  );
  const columns = new Set([...rows.values()].flatMap((row) => Object.keys(row ?? {})));
  const stored = await storedCurrentClaims(view, hospitalCode, tranIds, [
    ...new Set(['tran_id', 'file_id', ...columns]),
  ]);
  const errors = errorsByRow(await storedErrors(view, hospitalCode, tranIds));
  const found = [...expected].flatMap(([tranId, settled]) => [
    ...markDifferences(settled),
    ...currentDifferences(tranId, rows.get(tranId) ?? null, stored.get(tranId)),
    ...errorDifferences(settled, errors),
  ]);
  if (found.length > 0) await tellAll(ground, found);
}

/** The place of each row among the versions of its claim begins with what its file says (domain/claim-version). */
async function verifyPlaces(ground: VerifyGround): Promise<void> {
  for (let last = 0; ; ) {
    const files = await repRecordsAfter(ground.view, last, 100);
    if (files.length === 0) return;
    for (const file of files) {
      last = file.id;
      if (!isStoredStatus(file.status)) continue;
      const { fileDate, sequence, reportTime, sha256 } = file;
      const place = namePlace({ fileDate: fileDate ?? '', sequence: sequence ?? '' });
      const begin = `${place}/${reportTime ?? ''}/${sha256}/`;
      const found = await keysAstray(ground.view, file.id, begin);
      if (found > 0)
        ground.tell({
          code: 'verify_row_mislabelled',
          fileId: file.id,
          file: file.filename,
          place: 'version_key',
          expected: 0,
          found,
        });
    }
    step(ground, 0);
  }
}

/**
 * That every claim has the one current version that the rule gives it, with its number among all, that claim_current says
 * what that version and the statements say, and that error codes count with their rows. Answers how many claims.
 */
export async function verifyVersions(ground: VerifyGround): Promise<number> {
  await verifyPlaces(ground);
  const of = await countCurrentClaims(ground.view);
  let done = 0;
  for (const hospitalCode of await hospitalsOfFiles(ground.view))
    for (let last = ''; ; ) {
      step(ground, done, of);
      const tranIds = await tranIdsAfter(ground.view, hospitalCode, last, page);
      if (tranIds.length === 0) break;
      last = tranIds.at(-1) ?? last;
      await verifyPage(ground, hospitalCode, tranIds);
      done += tranIds.length;
    }
  for (const { fileId, filename, tranId } of await countedReferences(ground.view))
    ground.tell({
      code: 'verify_version_differs',
      fileId,
      file: filename,
      place: tranId,
      expected: 'reference',
      found: 'version',
    });
  return done;
}
