import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.js';
import { sourceFiles } from './source-files.js';

const decisions = '.github/decisions/';

/** Links inside the repository lead to a file, and every decision stands in the list of decisions. */
export const documentLinks: Check = {
  name: 'documents',
  async run(root) {
    const documents = sourceFiles(root).filter(({ name }) => name.endsWith('.md'));
    const dead = documents.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter((link) => !existsSync(path.join(root, path.dirname(name), link)))
        .map((link) => `${name} links to ${link}, which does not exist`),
    );
    const list = documents.find(({ name }) => name === `${decisions}README.md`)?.text ?? '';
    const unlisted = documents
      .filter(({ name }) => name.startsWith(decisions) && name !== `${decisions}README.md`)
      .filter(({ name }) => !list.includes(`(${path.basename(name)})`))
      .map(({ name }) => `${name} is missing in the list of decisions`);
    return [...dead, ...unlisted];
  },
};
