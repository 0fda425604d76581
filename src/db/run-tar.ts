import { spawn } from 'node:child_process';

/** Runs the system's tar; rejects with its last words. */
export function runTar(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (piece: Buffer) => {
      words = `${words}${piece.toString()}`.slice(-500);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(words.trim().split('\n').at(-1) ?? `tar ended with ${code}`)),
    );
  });
}
