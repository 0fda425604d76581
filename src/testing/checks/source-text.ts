import type { Check } from './check.js';
import { type SourceFile, sourceFiles } from './source-files.js';
import { type TextRule, textRules } from './text-rules.js';

const longest = 300;
const measured = /^(src|public\/js)\/.+\.(ts|mjs|js)$/;
/** Wide column tables and lists of words are as long as their matter. */
const wide = /(\.columns\.ts|^src\/routes\/words\/.+\.ts|^src\/domain\/problems\/.+\.ts)$/;

export const sourceText: Check = {
  name: 'text',
  async run(root) {
    const files = sourceFiles(root);
    return [
      ...textRules
        .filter(({ words, seed }) => !words.test(seed))
        .map(({ name }) => `the rule "${name}" is blind`),
      ...textRules.flatMap((rule) => files.flatMap((file) => found(rule, file))),
      ...files.flatMap(tooLong),
    ];
  },
};

function found(rule: TextRule, file: SourceFile): string[] {
  if (!rule.files.test(file.name) || rule.except?.test(file.name)) return [];
  const everywhere = new RegExp(rule.words.source, `${rule.words.flags}g`);
  return [...file.text.matchAll(everywhere)].map((match) => {
    const line = file.text.slice(0, match.index).split('\n').length;
    return `${rule.name}: ${file.name}:${line} ${match[0].trim().slice(0, 80)}`;
  });
}

function tooLong(file: SourceFile): string[] {
  if (!measured.test(file.name) || wide.test(file.name)) return [];
  const lines = file.text.split('\n').length - 1;
  return lines > longest ? [`at most ${longest} lines: ${file.name} has ${lines}`] : [];
}
