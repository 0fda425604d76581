import type { ServiceGround } from '../services/import-parts.js';
import { importFiles } from './import-files.js';
import type { JobDefinition } from './job.js';

/** Every kind of work in the background. */
export function jobDefinitions(ground: ServiceGround): readonly JobDefinition[] {
  return [importFiles(ground)];
}
