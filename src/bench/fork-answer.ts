import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';

/** Runs a measuring program in a process of its own until it ends; answers what it sent. */
export async function forkAnswers<Answer>(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  schema: z.ZodType<Answer>,
): Promise<Answer[]> {
  const child = fork(program, words, { env });
  const answers: Answer[] = [];
  child.on('message', (message) => answers.push(schema.parse(message)));
  const [code] = await once(child, 'exit');
  if (code !== 0 || answers.length === 0)
    throw new Error(`${words[0]}: exit code ${code}, ${answers.length} answers`);
  return answers;
}
