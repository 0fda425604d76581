import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { openApiDocument } from '../../routes/api/openapi.js';
import { routes } from '../../routes/index.js';
import { breakingChanges } from './breaking-changes.js';
import type { Check } from './check.js';

/** The document as clients know it; renewed by `npm run check -- --write`, which takes in what was added since. */
const keptFile = '.github/openapi-kept.json';
const versioned = z.looseObject({ info: z.looseObject({ version: z.string() }) });

const majorOf = (document: unknown) => Number(versioned.parse(document).info.version.split('.')[0]);

/** A client of the kept document must still be understood, or the first number of the API's version has to step. */
export const keptApi: Check = {
  name: 'kept API',
  async run(root) {
    const file = path.join(root, keptFile);
    if (!existsSync(file)) return [`${keptFile} is missing: npm run check -- --write`];
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const now = openApiDocument(routes, '');
    if (majorOf(now) > majorOf(kept)) return [`${keptFile} is of an older version: npm run check -- --write`];
    return breakingChanges(kept, now).map((line) => `${line}: step apiVersion in routes/api/openapi.ts`);
  },
};

/** Takes the document of now as the one that clients know, unless it would break them without a step of the version. */
export async function writeKeptApi(root: string): Promise<void> {
  const file = path.join(root, keptFile);
  const now = openApiDocument(routes, '');
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const mayReplace = kept === null || majorOf(now) > majorOf(kept) || breakingChanges(kept, now).length === 0;
  if (mayReplace) writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
}
