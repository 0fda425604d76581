import type { ServiceGround } from '../services/import-parts.js';
import { downloadRep } from './download-rep.js';
import { downloadStm } from './download-stm.js';
import { exportCases } from './export-cases.js';
import { exportClaims } from './export-claims.js';
import { importCases } from './import-cases.js';
import { importFiles } from './import-files.js';
import type { JobDefinition } from './job.js';
import { rereadFiles } from './reread-files.js';
import { syncSmt } from './sync-smt.js';
import { transcribeAudio } from './transcribe-audio.js';

/** Every kind of work in the background. */
export function jobDefinitions(ground: ServiceGround): readonly JobDefinition[] {
  return [
    downloadRep(ground),
    downloadStm(ground),
    syncSmt(ground),
    importFiles(ground),
    rereadFiles(ground),
    exportClaims(ground),
    importCases(ground),
    exportCases(ground),
    transcribeAudio(ground),
  ];
}
