import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A database server that belongs to this test run alone. */
export interface TestServer {
  readonly url: string;
  /** Stops it by its process id and deletes its folder. */
  stop(): Promise<void>;
}

/** Something that could not be got; its message is told to people as it is. */
export class NotAvailable extends Error {
  override readonly name = 'NotAvailable';
}

export const runFile = promisify(execFile);
export const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root; `nobody` exists everywhere. */
export const nobody = 65534;

/** First program of these names on PATH or in the folders given, with links followed; null if there is none. */
export function findProgram(names: readonly string[], folders: readonly string[] = []): string | null {
  const places = [...(process.env.PATH ?? '').split(path.delimiter), ...folders];
  for (const name of names)
    for (const place of places) {
      const file = path.join(place, name);
      try {
        accessSync(file, constants.X_OK);
        return realpathSync(file);
      } catch {
        // Not there: the next place.
      }
    }
  return null;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export function temporaryFolder(name: string): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `eclaim-rep-${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

const stopMs = 10_000;

async function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(timer);
}

export interface ServerProcess {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  readonly stopSignal: NodeJS.Signals;
  /** Resolves when the server answers; rejects while it does not. */
  readonly isReady: () => Promise<void>;
}

const readyMs = 60_000;

/** Starts a server and waits until it answers; its own words go into the error if it does not. */
export async function startProcess(server: ServerProcess): Promise<() => Promise<void>> {
  const child = spawn(server.program, server.args, {
    ...server.options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => {
    words = `${words}${piece.toString()}`.slice(-2_000);
  });
  let fault: Error | null = null;
  child.on('error', (error) => {
    fault = error;
  });
  const end = Date.now() + readyMs;
  for (;;) {
    try {
      await server.isReady();
      return () => stopProcess(child, server.stopSignal);
    } catch (error) {
      const isOver = fault !== null || child.exitCode !== null || Date.now() > end;
      if (isOver) {
        await stopProcess(child, server.stopSignal);
        throw new NotAvailable(`${server.program} did not start: ${words || String(fault ?? error)}`);
      }
      await pause(50);
    }
  }
}
