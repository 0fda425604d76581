import type { Check } from './check.js';
import { type SourceFile, sourceFiles } from './source-files.js';

/** A key as words files declare it: `'unit.title': {`. */
const declared = /^\s+'([\w-]+\.[\w.-]+)':/gm;
/** Asked for by its whole name. */
const asked = /\bt\(\s*'([^']+)'/g;
/** Any quoted text that could be a key. */
const quoted = /['"`]([\w-]+\.[\w.-]+)['"`]/g;
/** Put together: `` `unit.${name}_more` ``. */
const composed = /`([\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`/g;
/** What may be put in: a quoted word or the name of a field. */
const parts = /['"`]([\w.-]+)['"`]|\b(\w+)\??:/g;

const isWords = ({ name }: SourceFile) => /^src\/routes\/words\/.*-words\.ts$/.test(name);
const mayAsk = ({ name }: SourceFile) =>
  /^(src|views|public\/js)\//.test(name) &&
  /\.(ts|ejs|js)$/.test(name) &&
  !/\.test\.ts$|^src\/testing\//.test(name);

function found(files: readonly SourceFile[], pattern: RegExp): Set<string> {
  const texts = files.flatMap(({ text }) =>
    [...text.matchAll(pattern)].map(([, one, two]) => one ?? two ?? ''),
  );
  return new Set(texts);
}

/** Matches the keys that a composed one may become, with what is put in as its groups. */
function shapeOf(composedKey: string): RegExp {
  const fixed = composedKey.split(/\$\{[^}]*\}/).map((text) => text.replace(/[.-]/g, '\\$&'));
  return new RegExp(`^${fixed.join('([\\w.-]*)')}$`);
}

/**
 * Every text that a page asks for is in the catalogue, every text of the catalogue is asked for, and none stands there
 * twice (the later one would win without a word). A key that is put together counts as asked for where what is put in
 * stands in the source as a word.
 */
export const words: Check = {
  name: 'words',
  async run(root) {
    const files = sourceFiles(root);
    const wordFiles = files.filter(isWords);
    const askers = files.filter((file) => mayAsk(file) && !isWords(file));
    const keys = wordFiles.flatMap(({ name, text }) =>
      [...text.matchAll(declared)].map(([, key = '']) => ({ key, name })),
    );
    const known = new Set(keys.map(({ key }) => key));
    const names = found(askers, quoted);
    const pieces = found(askers, parts);
    const shapes = [...found(askers, composed)].filter((shape) => !shape.startsWith('$')).map(shapeOf);
    const isPut = (piece: string): boolean => piece === '' || pieces.has(piece) || isComposed(piece);
    const isComposed = (text: string) =>
      shapes.some((shape) =>
        shape
          .exec(text)
          ?.slice(1)
          .every((piece) => piece !== text && isPut(piece)),
      );
    const isAsked = (key: string) => names.has(key) || isComposed(key);
    const twice = keys.filter(({ key }, index) => keys.findIndex((one) => one.key === key) < index);
    return [
      ...[...found(askers, asked)].filter((key) => !known.has(key)).map((key) => `no text for "${key}"`),
      ...keys.filter(({ key }) => !isAsked(key)).map(({ key, name }) => `${name}: nobody asks for "${key}"`),
      ...twice.map(({ key, name }) => `${name}: "${key}" stands in the catalogue twice`),
    ];
  },
};
