import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAudioTarget } from '../store/audio-targets.js';
import { eachDatabase } from '../testing/databases.js';
import { silentLog } from '../testing/import-parts.js';
import { audioCodes } from '../upstreams/ai-audio/audio-target.js';
import { NeighbourError } from '../upstreams/neighbour-error.js';
import { audioBreakers } from './audio-breakers.js';

const service = 'https://audio.hospital.example';
const outage = () =>
  Promise.reject(new NeighbourError('audio_fault', { outcome: 'uncertain', isOutage: true }));

eachDatabase('breakers of audio services', (database) => {
  test('are written down as they open and close, and another process goes on by them', async () => {
    let ms = Date.parse('2026-02-03T02:00:00Z');
    const now = () => new Date(ms);
    const process = () => audioBreakers({ db: database.db, log: silentLog(), now });
    const first = await process()(service);
    for (let n = 0; n < 4; n += 1) await assert.rejects(first.run('audio', outage));
    assert.equal(await findAudioTarget(database.db, service), null);
    await assert.rejects(first.run('audio', outage));
    const row = await findAudioTarget(database.db, service);
    assert.deepEqual(row, {
      breaker: 'open',
      breakerSince: '2026-02-03T02:00:00.000000Z',
      breakerUntil: '2026-02-03T02:01:00.000000Z',
      cause: 'audio_fault',
    });
    const second = await process()(service);
    await assert.rejects(
      second.run('audio', () => Promise.resolve('asked')),
      { code: audioCodes.paused },
    );
    ms += 60_000;
    assert.equal(await second.run('audio', () => Promise.resolve('asked')), 'asked');
    const closed = await findAudioTarget(database.db, service);
    assert.deepEqual([closed?.breaker, closed?.breakerSince, closed?.cause], ['closed', null, null]);
  });
});
