import type { ExportFormatName } from '../domain/export-column.js';
import { csv } from './csv.js';
import type { Format } from './format.js';
import { json, ndjson } from './json.js';
import { xlsx } from './xlsx.js';

/** Every kind of file that rows go out in. */
export const formats: Readonly<Record<ExportFormatName, Format>> = { csv, xlsx, json, ndjson };
