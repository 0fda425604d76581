import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer } from './call.js';

/** Thai letters of the start page, for machines without a Thai font. */
export const fontPath = '/practice/thai.woff2';
const fontFile = fileURLToPath(
  new URL('../../../public/fonts/ibm-plex-sans-thai-thai-400-normal.woff2', import.meta.url),
);

export function fontAnswer(): Answer {
  const found = existsSync(fontFile);
  return {
    status: found ? 200 : 404,
    headers: { 'Content-Type': 'font/woff2' },
    body: found ? readFileSync(fontFile) : Buffer.alloc(0),
  };
}
