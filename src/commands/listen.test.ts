import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { freePort } from '../testing/test-server.js';
import { listen, stopListening } from './listen.js';

test('a connection that rests is kept longer than proxies keep theirs, and does not hold up the end', async () => {
  const port = await freePort();
  const server = await listen((_, res) => res.end('well'), { HOST: '127.0.0.1', PORT: port });
  const agent = new Agent({ keepAlive: true });
  try {
    const request = get({ port, host: '127.0.0.1', agent });
    const [answer] = (await once(request, 'response')) as [IncomingMessage]; // what `response` tells
    answer.resume();
    await once(answer, 'end');
    assert.equal(answer.headers['keep-alive'], 'timeout=125');
  } finally {
    // Its connection rests in the agent: nothing else would end this.
    await stopListening(server);
    agent.destroy();
  }
});
