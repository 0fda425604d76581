import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FoundFiles {
  /** In the order of the words given; the files of a folder by their path in it. */
  readonly files: readonly string[];
  /** Number of files in folders that are neither workbooks (.xls, .xlsx) nor archives (.zip). */
  readonly others: number;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function workbooksBelow(folder: string): Promise<FoundFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const workbooks = files.filter((file) => /\.(xlsx?|zip)$/i.test(file)).sort(byText);
  return { files: workbooks, others: files.length - workbooks.length };
}

/**
 * The workbooks that `import FILE|DIR…` means: a folder stands for all in it and below it. A path that does not exist
 * or cannot be read stays in the list: the import names what is wrong with it.
 */
export async function findWorkbooks(words: readonly string[]): Promise<FoundFiles> {
  const files: string[] = [];
  let others = 0;
  for (const word of words) {
    const isFolder = await stat(word).then(
      (found) => found.isDirectory(),
      // Not there or not allowed: the import of this very path says so.
      () => false,
    );
    if (!isFolder) {
      files.push(word);
      continue;
    }
    const found = await workbooksBelow(word).catch(() => ({ files: [word], others: 0 }));
    files.push(...found.files);
    others += found.others;
  }
  return { files, others };
}
