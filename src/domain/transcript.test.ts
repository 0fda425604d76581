import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audioKindOf } from './transcript.js';

test('a recording is what its first bytes say', () => {
  const of = (...parts: (string | number)[]) =>
    audioKindOf(
      Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part)))),
    );
  assert.equal(of('RIFF', 1, 2, 3, 4, 'WAVEfmt '), 'wav');
  assert.equal(of('RIFF', 1, 2, 3, 4, 'AVI '), null);
  assert.equal(of('ID3', 4), 'mp3');
  assert.equal(of(0xff, 0xfb, 0x90, 0), 'mp3');
  assert.equal(of(0xff, 0xf1, 0x50, 0x80), null);
  assert.equal(of('fLaC'), 'flac');
  assert.equal(of(0, 0, 0, 32, 'ftypM4A '), 'm4a');
  assert.equal(of('OggS'), 'ogg');
  assert.equal(of(0x1a, 0x45, 0xdf, 0xa3), 'webm');
  for (const other of ['', 'MZ', '%PDF-1.7', '<html>', 'PK\u0003\u0004'])
    assert.equal(of(other), null, other);
});
