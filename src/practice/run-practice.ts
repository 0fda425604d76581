import { createPracticeServer, type PracticeServer } from './practice-server.js';

/** Starts the practice NHSO for people: on this machine only, on a fixed port, with the data of today. */
export async function runPractice(port: number, host = '127.0.0.1'): Promise<PracticeServer> {
  return createPracticeServer({ port, host });
}
