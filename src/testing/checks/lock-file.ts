import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Check } from './check.js';

const versions = z.record(z.string(), z.string()).default({});
const packageFile = z.object({ dependencies: versions, devDependencies: versions });
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), resolved: z.string().optional() }),
  ),
});

/** Biome ships one program for each system; a lock file that leaves some out fails on those systems only. */
const biomeSystems = [
  'cli-darwin-arm64',
  'cli-darwin-x64',
  'cli-linux-arm64',
  'cli-linux-arm64-musl',
  'cli-linux-x64',
  'cli-linux-x64-musl',
  'cli-win32-arm64',
  'cli-win32-x64',
];

export const lockFileIsWhole: Check = {
  name: 'lock file',
  async run(root) {
    const read = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
    const wanted = packageFile.parse(read('package.json'));
    const locked = lockFile.parse(read('package-lock.json')).packages;
    return [
      ...Object.entries(locked)
        .filter(([, { resolved }]) => resolved !== undefined)
        .map(([name]) => `${name} names the registry that it came from (omit-lockfile-registry-resolved)`),
      ...biomeSystems
        .filter((system) => locked[`node_modules/@biomejs/${system}`] === undefined)
        .map((system) => `@biomejs/${system} is missing: npm ci fails on that system`),
      ...Object.entries({ ...wanted.dependencies, ...wanted.devDependencies })
        .filter(
          ([name, version]) => locked[`node_modules/${name}`]?.version !== version.replace(/^npm:.+@/, ''),
        )
        .map(([name, version]) => `${name} ${version} of package.json is not the version that is locked`),
    ];
  },
};
