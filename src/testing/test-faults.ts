import type { TestEvent } from 'node:test/reporters';

const ended = 'testTimeoutFailure';

/** Reporter of node:test: a line `hung FILE` for each file that was ended without a result, `failed NAME` for others. */
// biome-ignore lint/style/noDefaultExport: node:test takes a reporter that way alone.
export default async function* testFaults(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:fail') continue;
    const { name, file, details } = event.data;
    const { error } = details;
    const isHung = name === file && 'failureType' in error && error.failureType === ended;
    yield `${isHung ? 'hung' : 'failed'} ${name}\n`;
  }
}

/** The files that were ended without a result, where nothing else failed; none where something did. */
export function onlyHung(report: string): string[] {
  const lines = report.split('\n').filter((line) => line !== '');
  const hung = lines.flatMap((line) => (line.startsWith('hung ') ? [line.slice('hung '.length)] : []));
  return hung.length === lines.length ? hung : [];
}
