import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { programFolder } from './program-folder.js';

/** Version of this program, as package.json states it. */
export const programVersion: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(programFolder, 'package.json'), 'utf8'))).version;
