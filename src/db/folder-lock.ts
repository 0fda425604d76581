import { createHash, randomUUID } from 'node:crypto';
import { closeSync, lstatSync, openSync, renameSync, unlinkSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';

/**
 * One process per data folder: a listening Unix socket in the folder is the lock. It ends with its process however
 * that ends, works across containers of one host, and needs no process id, which in a container is always 1.
 */
export interface FolderLock {
  release(): Promise<void>;
}

const socketName = '.lock.sock';
// Longest path of a Unix socket on Linux; macOS has 103.
const maxSocketPath = process.platform === 'linux' ? 107 : 103;
const attempts = 5;
const settleMs = 300;
const answerMs = 2_000;

/** Where the socket is reached; a long path goes through the open folder, or through a short place made of its name. */
function socketPath(folder: string): { file: string; close(): void } {
  const direct = path.join(folder, socketName);
  if (Buffer.byteLength(direct) <= maxSocketPath) return { file: direct, close: () => undefined };
  if (process.platform === 'linux') {
    const descriptor = openSync(folder, 'r');
    return { file: `/proc/self/fd/${descriptor}/${socketName}`, close: () => closeSync(descriptor) };
  }
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return { file: path.join(os.tmpdir(), `eclaim-rep-${name}.sock`), close: () => undefined };
}

function listen(file: string, answer: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((caller) => {
      caller.on('error', () => caller.destroy());
      caller.end(answer);
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(file, () => resolve(server));
  });
}

/** What the holder answers; '' if it does not answer in time; null if nobody listens. */
function ask(file: string): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    const caller = net.connect(file);
    caller.setTimeout(answerMs, () => {
      caller.destroy();
      resolve('');
    });
    caller.on('data', (piece) => {
      text += piece.toString();
    });
    caller.on('end', () => resolve(text));
    caller.on('error', () => resolve(null));
  });
}

function inode(file: string): number | null {
  try {
    return lstatSync(file).ino;
  } catch {
    // Gone meanwhile: the caller tries again.
    return null;
  }
}

/** Takes the socket of a dead process away, only if it is still the one that was asked. */
function removeStale(file: string, asked: number): void {
  if (inode(file) !== asked) return;
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    unlinkSync(aside);
  } catch (error) {
    // Another process was faster; the next attempt shows who has the folder.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function closeServer(server: net.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** How the holder is named to people: `process 4711 on ward-pc`. */
function inUse(folder: string, answer: string): AppError {
  const holder = answer.split('\n')[1] ?? '';
  return new AppError('database_folder_in_use', {
    folder,
    holder: holder === '' ? 'another process' : holder,
  });
}

async function take(folder: string, file: string): Promise<net.Server> {
  const me = `${randomUUID()}\nprocess ${process.pid} on ${os.hostname()}`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const server = await listen(file, me);
    if (server) {
      // Two processes may both have removed a stale socket: who the path leads to after a moment has the folder.
      await pause(settleMs);
      const answer = await ask(file);
      if (answer === me) return server;
      await closeServer(server);
      throw inUse(folder, answer ?? '');
    }
    const asked = inode(file);
    if (asked === null) continue;
    const holder = await ask(file);
    if (holder !== null) throw inUse(folder, holder);
    removeStale(file, asked);
  }
  throw inUse(folder, '');
}

/** Locks an existing folder or throws AppError database_folder_in_use with the holder's name. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const place = socketPath(path.resolve(folder));
  try {
    const server = await take(folder, place.file);
    server.unref();
    return {
      async release() {
        await closeServer(server);
        place.close();
      },
    };
  } catch (error) {
    place.close();
    throw error;
  }
}
