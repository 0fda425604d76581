import { z } from 'zod';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { mappingDocument, readerMapping } from '../filetypes/mapping-document.js';
import { type LayoutMappingRow, listMappings, mappingsInUse } from '../store/layout-mappings.js';
import type { Actor } from './actor.js';
import { documentOfRow } from './approved-mappings.js';
import { keepMapping } from './decide-layout.js';

/** The file by which hospitals share mappings; it holds headings only. Described in /help. */
const sharedMappings = z.object({
  format: z.literal('eclaim-rep/layout-mappings'),
  version: z.literal(1),
  mappings: z
    .array(
      mappingDocument.extend({
        approved_by: z.string(),
        approved_at: z.string(),
        note: z.string().nullable(),
      }),
    )
    .min(1)
    .max(500),
});
export type SharedMappings = z.infer<typeof sharedMappings>;

function shared(row: LayoutMappingRow): SharedMappings['mappings'] {
  const document = documentOfRow(row);
  if (document === null) return [];
  const { approved_name: approvedBy, approved_at: approvedAt, note } = row;
  return [{ ...document, approved_by: approvedBy, approved_at: approvedAt, note }];
}

/** Every mapping in use, for the download. */
export async function sharedMappingsOf(db: Db): Promise<SharedMappings> {
  const rows = await mappingsInUse(db);
  return { format: 'eclaim-rep/layout-mappings', version: 1, mappings: rows.flatMap(shared) };
}

function read(json: string): SharedMappings['mappings'] {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (cause) {
    throw new AppError('mappings_unreadable', { reason: 'JSON' }, { cause });
  }
  const known = sharedMappings.safeParse(given);
  if (!known.success)
    throw new AppError('mappings_unreadable', { reason: known.error.issues[0]?.path.join('.') || 'format' });
  for (const mapping of known.data.mappings)
    if (readerMapping(mapping, {}) === null)
      throw new AppError('mappings_unreadable', { reason: mapping.layout });
  return known.data.mappings;
}

/**
 * Takes the mappings of another hospital, all or none; one for headings that are mapped here already is left. Answers the
 * fingerprints that were taken. Throws AppError mappings_unreadable.
 */
export async function takeMappings(
  { db }: { readonly db: Db },
  { json, by, at }: { readonly json: string; readonly by: Actor; readonly at: Date },
): Promise<readonly string[]> {
  const mappings = read(json);
  return db.transaction(async (tx) => {
    const rows = await listMappings(tx);
    const inUse = rows
      .filter((row) => row.revoked_at === null)
      .map((row) => `${row.fingerprint}|${row.sheet_kind}`);
    const taken: string[] = [];
    for (const { approved_by: approvedBy, approved_at: approvedAt, note: reason, ...document } of mappings) {
      if (inUse.includes(`${document.fingerprint}|${document.sheet_kind}`)) continue;
      const note = [reason ?? '', `${approvedBy} ${approvedAt.slice(0, 10)}`]
        .filter((part) => part !== '')
        .join(' · ');
      await keepMapping(tx, document, { by, note, at });
      taken.push(document.fingerprint);
    }
    return taken;
  });
}
