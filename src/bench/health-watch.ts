import { Agent, get } from 'node:http';

export interface HealthWatch {
  /** Ends the watch; milliseconds of every answer, in order. */
  stop(): Promise<readonly number[]>;
}

const pause = 20;

/** Asks `url` again and again from this process, so that a busy server cannot hide its own slowness. */
export function watchHealth(url: string): HealthWatch {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  let ended = false;
  let failure: unknown = null;
  const watch = async () => {
    while (!ended) {
      times.push(await ask(url, agent));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  // Told when the watch is ended: a server that went away is seen by its own exit first.
  const watching = watch().catch((error: unknown) => {
    failure = error;
  });
  return {
    async stop() {
      ended = true;
      await watching;
      agent.destroy();
      if (failure !== null) throw failure;
      return times;
    },
  };
}

function ask(url: string, agent: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
