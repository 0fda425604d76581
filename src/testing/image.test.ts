import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** Instructions of the Dockerfile by stage, continued lines joined, comments dropped. */
function stages(): Instruction[][] {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '');
  const found: Instruction[][] = [];
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    assert.notEqual(word, '', `not an instruction: ${line}`);
    if (word === 'FROM') found.push([]);
    found.at(-1)?.push({ word, rest });
  }
  return found;
}

const all = stages();
const last = all.at(-1) ?? [];
const only = (word: string) =>
  last.filter((instruction) => instruction.word === word).map(({ rest }) => rest);

test('every stage starts from one pinned Node that package.json accepts', () => {
  const bases = all.map((stage) => stage[0]?.rest.split(' ')[0]);
  assert.equal(bases.length, 3);
  assert.equal(new Set(bases).size, 1);
  assert.match(bases[0] ?? '', /^node:20\.(1[89]|[2-9]\d)\.\d+-bookworm-slim$/);
});

test('the image holds no compiler, no tests and no development packages', () => {
  const compiled = all[0]?.map(({ rest }) => rest).join('\n') ?? '';
  assert.match(compiled, /rm -rf dist\/testing dist\/bench/);
  assert.match(compiled, /-name '\*\.test\.js'.*-delete/);
  assert.match(all[1]?.map(({ rest }) => rest).join('\n') ?? '', /npm ci --omit=dev --ignore-scripts/);
  assert.ok(only('COPY').every((rest) => !/\bsrc\b|tsconfig/.test(rest)));
  assert.ok(only('COPY').includes('--from=packages /app/node_modules ./node_modules'));
});

test('the program does not run as root and can write only where volumes are', () => {
  assert.deepEqual(only('USER'), ['node']);
  const places: unknown = JSON.parse(only('VOLUME')[0] ?? '');
  assert.deepEqual(places, ['/app/database/local', '/app/downloads', '/app/exports', '/app/logs']);
  assert.match(
    only('RUN').join('\n'),
    /install -d -o node -g node -m 0700 database\/local downloads exports logs/,
  );
  const after = last.findIndex(({ word }) => word === 'USER');
  assert.ok(last.slice(after).every(({ word }) => word !== 'RUN' && word !== 'COPY'));
});

test('signals reach Node itself, and the health check asks the program', () => {
  assert.deepEqual(only('ENTRYPOINT'), ['["node", "dist/cli.js"]']);
  assert.deepEqual(only('CMD'), ['["serve"]']);
  assert.match(only('HEALTHCHECK')[0] ?? '', /CMD \["node", "dist\/cli\.js", "healthcheck"\]$/);
  assert.match(only('ENV')[0] ?? '', /HOST=0\.0\.0\.0.*PORT=5001.*TZ=Asia\/Bangkok/);
  assert.deepEqual(only('EXPOSE'), ['5001']);
});

test('what the image copies exists, and .dockerignore lets in nothing else', () => {
  const ignore = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert.equal(ignore[0], '*');
  const letIn = ignore.slice(1).map((line) => line.replace(/^!/, ''));
  const copied = all
    .flat()
    .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  for (const source of copied) {
    assert.ok(existsSync(new URL(source, root)), `${source} does not exist`);
    assert.ok(
      letIn.some((name) => name === source || name.startsWith(`${source}/`)),
      `${source} is kept out`,
    );
  }
  for (const name of letIn)
    assert.ok(
      copied.some((source) => name === source || name.startsWith(`${source}/`)),
      `${name} is not used`,
    );
});
