import { waitsForOther } from '../domain/import-sentence.js';
import type { JobWatch } from '../domain/job.js';
import type { DownloadParts, FileToImport } from '../services/download-run.js';
import { type ServiceGround, withImportParts } from '../services/import-parts.js';
import { type ImportParts, importRepFile } from '../services/import-rep-file.js';
import { ownerOf, ownerText } from '../services/owner.js';
import { portalAccounts } from '../services/portal-accounts.js';
import { leaseHolder } from '../services/portal-lease.js';
import { upstreamSettingsOf } from '../services/upstream-settings-of.js';
import type { JobName } from './job.js';

/** Gives a job what downloads from e-Claim need, by the settings of now; the import's parts are closed at its end. */
export function withDownloadParts(
  ground: ServiceGround,
  watch: JobWatch,
  job: JobName,
  work: (parts: DownloadParts) => Promise<void>,
): Promise<void> {
  return withImportParts(ground, async (importParts) => {
    const config = await ground.settings.current();
    const { db, bus, log } = ground;
    await work({
      db,
      bus,
      log: log.child({ source: 'download', job: job.jobKey }),
      settings: upstreamSettingsOf(config, ground.siteClock),
      secretKey: ground.secretKey,
      accounts: await portalAccounts(ground, config),
      holder: leaseHolder(ownerText(ownerOf()), job.jobKey),
      downloadDir: config.DOWNLOAD_DIR,
      importFile: importParts.importsClaims ? importer(importParts, watch, job) : null,
      expectFile: (path) => importParts.threads?.expect(path),
    });
  });
}

function importer(importParts: ImportParts, watch: JobWatch, job: JobName) {
  const parts = { ...importParts, log: importParts.log.child({ source: 'import', job: job.jobKey }) };
  return (file: FileToImport, signal: AbortSignal) =>
    importRepFile(parts, {
      ...file,
      source: 'download',
      jobId: job.id,
      signal,
      onWait: () =>
        watch.say('info', {
          th: `${file.name}: ${waitsForOther.th}`,
          en: `${file.name}: ${waitsForOther.en}`,
        }),
    });
}
