import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface SourceFile {
  /** From the root, with slashes, e.g. `src/config.ts`. */
  readonly name: string;
  readonly text: string;
}

/** What is made at run time or installed, and so is not ours to judge. */
const notOurs = new Set(['.git', '.cache', 'node_modules', 'downloads', 'exports', 'logs', 'fonts']);
const madeHere = /^(dist(-\d+)?|\.env|database\/(local|demo))(\/|$)/;
const textual =
  /(\.(ts|mjs|cjs|js|ejs|css|sql|json|ya?ml|md|svg|example|txt)|Dockerfile|LICENSE|\.npmrc|ignore|\.ci\/run)$/;

/** Every text file of the product, also in a folder that git does not know (an unpacked archive). */
export function sourceFiles(root: string, folder = ''): SourceFile[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name) || madeHere.test(name)) return [];
    if (entry.isDirectory()) return sourceFiles(root, name);
    if (!entry.isFile() || !textual.test(name)) return [];
    return [{ name, text: readFileSync(path.join(root, name), 'utf8') }];
  });
}
