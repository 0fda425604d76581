import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingNames, settingOf } from '../../config.js';
import type { Check } from './check.js';

/** Names of `.env` that Compose reads and the program does not. */
const composeNames = [
  ['ECLAIM_REP_IMAGE', 'eclaim-rep:local', 'Image to run; as it is, it is built from this folder'],
  [
    'PUBLISH_ADDRESS',
    '127.0.0.1',
    'Address of this machine on which the page is reached; 0.0.0.0 is every network',
  ],
  ['PUBLISH_PORT', '5001', 'Port of this machine'],
  ['DNS_1', '8.8.8.8', 'First DNS server of the container'],
  ['DNS_2', '8.8.4.4', 'Second DNS server'],
  ['DNS_3', '1.1.1.1', 'Third DNS server'],
] as const;

const begin = '<!-- settings: made from src/config/, renew with `npm run check -- --write` -->';
const end = '<!-- end of settings -->';

/** `.env.example` as it must stand: every setting with its help and its default, commented out. */
export function envExample(): string {
  const settings = settingNames.map((name) => {
    const { help, defaultText, secret, later } = settingOf(name);
    const remark = later
      ? ' (no effect in this version yet)'
      : secret
        ? ` (or ${name}_FILE=path of a file)`
        : '';
    return `# ${help.th}\n# ${help.en}${remark}\n# ${name}=${defaultText}`;
  });
  const compose = composeNames.map(([name, standard, help]) => `# ${help}\n# ${name}=${standard}`);
  return `${[
    '# Copy to .env, take the mark # away from what you set. Real environment variables win over this file.\n' +
      '# Nothing here is needed for `npm start`. For Docker with a database set DB_PASSWORD.\n' +
      "# In Docker a $ in a value is written $$, or the value stands between '.",
    ...settings,
    '# --- Docker Compose alone ---',
    ...compose,
  ].join('\n\n')}\n`;
}

/** The table of the README, Markdown. */
export function settingsTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = settingNames.map((name) => {
    const { help, defaultText, secret, savable, later } = settingOf(name);
    const marks = [secret ? 'secret' : '', savable ? 'page' : '', later ? 'later' : ''].filter(
      (mark) => mark !== '',
    );
    const standard = defaultText === '' ? '' : `\`${defaultText}\``;
    return `| \`${name}\` | ${cell(standard)} | ${cell(help.en)} | ${marks.join(', ')} |`;
  });
  return `| setting | default | what it does | |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function withTable(readme: string): string | null {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) return null;
  return `${readme.slice(0, from + begin.length)}\n${settingsTable()}\n${readme.slice(to)}`;
}

/** README and `.env.example` name exactly the settings that exist, with their true defaults. */
export const settingsDocs: Check = {
  name: 'settings in the documents',
  async run(root) {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const wanted = withTable(readme);
    if (wanted === null) return ['README.md has lost the marks around its table of settings'];
    const stale = 'is not what src/config/ says: npm run check -- --write';
    return [
      ...(wanted === readme ? [] : [`README.md: the table of settings ${stale}`]),
      ...(readFileSync(path.join(root, '.env.example'), 'utf8') === envExample()
        ? []
        : [`.env.example ${stale}`]),
    ];
  },
};

/** Writes both anew. */
export function writeSettingsDocs(root: string): void {
  const readme = path.join(root, 'README.md');
  const wanted = withTable(readFileSync(readme, 'utf8'));
  if (wanted === null) throw new Error('README.md has lost the marks around its table of settings');
  writeFileSync(readme, wanted);
  writeFileSync(path.join(root, '.env.example'), envExample());
}
