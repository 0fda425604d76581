import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createOpenchsServer, type OpenchsServer } from '../../practice/openchs/openchs-server.js';
import { audioTarget, wavOf } from '../../testing/audio-rig.js';
import { temporaryFolder } from '../../testing/test-server.js';
import { createAudioBreaker, createAudioService } from './index.js';

const child = fileURLToPath(new URL('../../testing/audio-upload-child.js', import.meta.url));
const told = z.object({ grownMb: z.number(), peaks: z.array(z.number()) });

const room = temporaryFolder('audio-memory');
let server: OpenchsServer;
before(async () => {
  server = await createOpenchsServer();
});
after(async () => {
  await server.close();
  room.remove();
});

test('an upload of 100 MiB grows memory by 20 MB at most', async () => {
  const small = path.join(room.folder, 'small');
  const large = path.join(room.folder, 'large');
  for (const file of [small, large]) await writeFile(file, wavOf());
  await truncate(small, 4 * 1024 * 1024);
  await truncate(large, 100 * 1024 * 1024);
  const process = fork(child, [server.url, small, large], { stdio: 'ignore', timeout: 120_000 });
  const [message] = await Promise.race([
    once(process, 'message'),
    once(process, 'exit').then(([code]) => assert.fail(`the child ended with ${code}`)),
  ]);
  const { grownMb, peaks } = told.parse(message);
  assert.ok(grownMb <= 20, `grew by ${grownMb.toFixed(1)} MB: ${peaks.join(' ')}`);
  assert.equal(
    server.fake.ai.all().at(-1)?.bytes,
    Number(server.fake.received.all().at(-1)?.headers['content-length']),
  );
});

test('to a service that reads slowly every byte comes as it lies in the file', async () => {
  const file = path.join(room.folder, 'random');
  const bytes = Buffer.concat([wavOf(), randomBytes(12 * 1024 * 1024)]);
  await writeFile(file, bytes);
  const pieces: Buffer[] = [];
  const slow = createServer(async (request, response) => {
    for await (const piece of request) {
      pieces.push(Buffer.from(piece));
      if (pieces.length % 20 === 0) await pause(2);
    }
    response.setHeader('content-type', 'application/json').end('{"task_id":"1","status":"queued"}');
  });
  slow.listen(0, '127.0.0.1');
  await once(slow, 'listening');
  const { port } = slow.address() as AddressInfo; // listens on a port, not on a pipe
  const clock = { now: () => new Date(), sleep: () => Promise.resolve() };
  const target = audioTarget({ url: `http://127.0.0.1:${port}` }, clock);
  const service = createAudioService(target, createAudioBreaker(clock.now));
  const order = { language: 'th', translation: false };
  try {
    await service.process({ path: file, kind: 'wav' }, order, AbortSignal.timeout(20_000));
  } finally {
    slow.close();
  }
  const whole = Buffer.concat(pieces);
  const begin = whole.indexOf('\r\n\r\n', whole.indexOf('filename=')) + 4;
  const hash = (part: Buffer) => createHash('sha256').update(part).digest('hex');
  assert.equal(hash(whole.subarray(begin, begin + bytes.length)), hash(bytes));
  assert.match(whole.subarray(begin + bytes.length).toString(), /^\r\n------eclaim-rep-[0-9a-f]{32}--\r\n$/);
});
