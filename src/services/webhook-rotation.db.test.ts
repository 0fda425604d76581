import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { type PracticeHookServer, startPracticeHookServer } from '../practice/receivers/hook-server.js';
import { eachDatabase } from '../testing/databases.js';
import { verifies } from '../testing/verifies-call.js';
import { webhookRoom } from '../testing/webhook-room.js';
import { commandLineActor as by } from './actor.js';
import { pingWebhook, rotateWebhookSecret } from './manage-webhooks.js';

const hour = 3_600_000;

eachDatabase('secrets of webhooks', (database) => {
  const room = webhookRoom(() => database.db);
  let server: PracticeHookServer;
  const url = () => `${server.url}/hooks`;
  const ping = (id: number) => pingWebhook(room.parts(), { id, hospital: null, by });
  before(async () => {
    server = await startPracticeHookServer();
  });
  after(() => server.close());

  test('changed twice within a day, each secret of before signs for a day of its own; more than five are refused', async () => {
    const { endpoint: made, secret: first } = await room.open(url());
    const call = { id: made.id, hospital: null, by };
    const rotate = async () => (await rotateWebhookSecret(room.parts(), call)).secret;
    const sent = async () => {
      await ping(made.id);
      await room.turn();
      const last = server.calls.at(-1);
      assert.ok(last);
      return last;
    };
    const second = await rotate();
    room.clock += 20 * hour;
    const third = await rotate();
    const both = await sent();
    assert.deepEqual(
      [first, second, third].map((secret) => verifies(both, secret)),
      [true, true, true],
    );
    room.clock += 5 * hour;
    const later = await sent();
    assert.deepEqual(
      [first, second, third].map((secret) => verifies(later, secret)),
      [false, true, true],
    );
    for (let n = 0; n < 4; n += 1) await rotate();
    await assert.rejects(rotate(), (error) => {
      assert.ok(error instanceof AppError && error.code === 'rate_limited');
      return Number(error.details.seconds) === 19 * 3600;
    });
    assert.ok(verifies(await sent(), third));
  });
});
