import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ExportTarget } from './export-claims.js';
import { type ClaimExport, type ExportFacts, type ExportParts, exportClaims } from './export-claims.js';
import { exportToFile } from './export-to-file.js';

/**
 * Writes an export to somebody who may read slowly. Where the database has one connection, it is not held for so long:
 * the file is written beside first, and sent from there.
 */
export async function exportToReader(
  parts: ExportParts & { readonly exportDir: string },
  order: ClaimExport,
  target: ExportTarget,
): Promise<ExportFacts> {
  if (!parts.db.dialect.singleConnection) return await exportClaims(parts, order, target);
  const place = path.join(parts.exportDir, `.sending-${randomUUID()}`);
  const { signal } = target;
  try {
    const { rows, filename, contentType } = await exportToFile(
      () => place,
      (file) => exportClaims(parts, order, { ...file, ...(signal && { signal }) }),
    );
    const facts = { rows, filename, contentType };
    const out = await target.open(facts);
    for await (const piece of createReadStream(place)) {
      signal?.throwIfAborted();
      await out.write(piece as Uint8Array); // opened without an encoding
    }
    target.progress?.(rows);
    return facts;
  } finally {
    await rm(place, { force: true });
  }
}
