import { setTimeout as pause } from 'node:timers/promises';
import { findProgram, NotAvailable, runFile, type TestServer } from './test-server.js';

interface Container {
  readonly image: string;
  readonly port: number;
  readonly environment: readonly string[];
  readonly command: readonly string[];
  url(port: string): string;
  isReady(url: string): Promise<void>;
}

const readyMs = 120_000;

/** Starts a server in a container on a free port of this machine alone; stops and removes it at the end. */
export async function startContainer(container: Container): Promise<TestServer> {
  const docker = findProgram(['docker']);
  if (docker === null) throw new NotAvailable('docker is not installed');
  const args = [
    ...['run', '--detach', '--rm', '--publish', `127.0.0.1::${container.port}`],
    ...container.environment.flatMap((line) => ['--env', line]),
    container.image,
    ...container.command,
  ];
  const id = await runFile(docker, args).then(
    ({ stdout }) => stdout.trim(),
    (error: Error) => {
      throw new NotAvailable(
        `docker could not start ${container.image}: ${error.message.split('\n').at(-2) ?? ''}`,
      );
    },
  );
  const stop = async () => {
    await runFile(docker, ['stop', '--time', '1', id]);
  };
  try {
    const { stdout } = await runFile(docker, ['port', id, `${container.port}/tcp`]);
    const url = container.url(stdout.trim().split(':').at(-1) ?? '');
    for (const end = Date.now() + readyMs; ; ) {
      try {
        await container.isReady(url);
        return { url, stop };
      } catch (error) {
        if (Date.now() > end) throw new NotAvailable(`${container.image} does not answer: ${String(error)}`);
        await pause(200);
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
}
