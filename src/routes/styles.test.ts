import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from '../config.js';

const css = (name: string) => readFileSync(path.join(programFolder, 'public', 'css', name), 'utf8');

test('dark colours are the same whether the system or the person asked for them', () => {
  const blocks = [...css('tokens.css').matchAll(/color-scheme: dark;([^}]*)}/g)].map(([, block = '']) =>
    block.split(/\s+/).join(' ').trim(),
  );
  assert.equal(blocks.length, 2);
  assert.equal(blocks[0], blocks[1]);
});

test('styles ask nothing from outside', () => {
  for (const name of ['tokens.css', 'app.css']) assert.doesNotMatch(css(name), /https?:|@import|url\("?\/\//);
});
