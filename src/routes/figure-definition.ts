import type { Figure } from '../figures/figure.js';
import type { PageContext } from './page-context.js';

/** What stands behind the round mark beside a number or a table. */
export interface Definition {
  readonly of: string;
  readonly paragraphs: readonly string[];
}

/** What these figures are, as they say it themselves wherever they are asked. */
export function definitionOf(
  title: string,
  figures: readonly Figure[],
  { language }: Pick<PageContext, 'language'>,
): Definition {
  return {
    of: title,
    paragraphs: figures.map((figure) => `${figure.title[language]}: ${figure.definition[language]}`),
  };
}
