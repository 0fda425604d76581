import { z } from 'zod';

/**
 * One of these words, in small or capital letters; another is refused with those that there are, since a list of nothing
 * would look like an answer. Blank counts as not asked.
 */
export const wordOf = (words: readonly string[], longest: number) =>
  z
    .string()
    .max(longest)
    .transform((word) => word.toLowerCase())
    .refine((word) => word === '' || words.includes(word), `must be one of ${words.join(', ')}`)
    .optional();
