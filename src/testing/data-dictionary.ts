import { readFileSync } from 'node:fs';

const dictionary = readFileSync(new URL('../../database/README.md', import.meta.url), 'utf8');

/** `table` to its columns, as the chapters of database/README.md under `## Tables` or `## Views for reports` name them. */
export function describedIn(part: 'Tables' | 'Views for reports'): Map<string, string[]> {
  const text = dictionary.split(/^## /m).find((each) => each.startsWith(`${part}\n`)) ?? '';
  const chapters = text.split(/^### /m).slice(1);
  return new Map(
    chapters.map((chapter) => [
      /^\w+/.exec(chapter)?.[0] ?? '',
      [...chapter.matchAll(/^\| (\w+) \| .+ \| .+ \|$/gm)]
        .map((match) => match[1] ?? '')
        .filter((name) => name !== 'column'),
    ]),
  );
}
