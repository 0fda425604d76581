import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Check } from './check.js';
import { type CruiseResult, cruise } from './cruise.js';
import { type Seed, seededHouse } from './seeded-violations.js';

export const architecture: Check = {
  name: 'architecture',
  async run(root) {
    const result = await cruise(root, root);
    const broken = result.summary.violations.map(({ from, to, rule }) => {
      const why = result.summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
      return `${rule.name}: ${from} → ${to} (${why})`;
    });
    return [...broken, ...unread(root, result), ...(await blindRules(root, result))];
  },
};

/** A cruiser that reads nothing is content with everything: all of src must have been read. */
function unread(root: string, result: CruiseResult): string[] {
  const read = new Set(result.modules.map(({ source }) => source));
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file.split(path.sep).join('/')}`)
    .filter((file) => !read.has(file))
    .map((file) => `not read: ${file}`);
}

/** Breaks every rule on purpose in a small house of its own, and uses every permission. */
async function blindRules(root: string, real: CruiseResult): Promise<string[]> {
  const seeds = seededHouse();
  const house = mkdtempSync(path.join(tmpdir(), 'eclaim-rep-house-'));
  try {
    build(house, root, seeds);
    const result = await cruise(root, house);
    const unproven = real.summary.ruleSetUsed.forbidden
      .filter(({ name }) => !seeds.some((seed) => seed.rule === name))
      .map(({ name }) => `rule ${name} has no seeded violation`);
    return [...unproven, ...seeds.flatMap((seed) => misjudged(seed, result))];
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

function build(house: string, root: string, seeds: readonly Seed[]): void {
  for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
    copyFileSync(path.join(root, file), path.join(house, file));
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
  for (const { file, text } of seeds) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), text);
  }
}

function misjudged(seed: Seed, result: CruiseResult): string[] {
  const caught = result.summary.violations
    .filter(({ from }) => from === seed.file)
    .map(({ rule }) => rule.name);
  if (seed.rule === null)
    return caught.map((rule) => `rule ${rule} forbids what is allowed: seeded ${seed.file}`);
  return caught.includes(seed.rule) ? [] : [`rule ${seed.rule} did not catch the seeded ${seed.file}`];
}
