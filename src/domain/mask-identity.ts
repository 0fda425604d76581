/** Names and citizen ids as pages show them to who did not ask to see them (product.md, rule 11). */
const dots = '•••';

const letters = new Intl.Segmenter('th', { granularity: 'grapheme' });

/** The first two letters of each word and always as many dots, so that the length says nothing: `ทด••• สอ•••`. */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .map((word) => {
      const shown = [...letters.segment(word)].slice(0, 2).map(({ segment }) => segment);
      return `${shown.join('')}${dots}`;
    })
    .join(' ');
}

/** First digit and last three of a citizen id: `9•••••••••921`; anything shorter than ten signs is dots alone. */
export function maskPid(pid: string): string {
  const text = pid.trim();
  return text.length < 10 ? dots : `${text.slice(0, 1)}•••••••••${text.slice(-3)}`;
}

/**
 * A value of a column that no form of NHSO has: nobody knows whether it is a name, a telephone number or a birthday, so
 * only an amount, a short number or a lone letter is shown.
 */
export function maskUnknown(value: string): string {
  const isAmount = /^-?[\d,]{1,11}\.\d{1,4}$/.test(value);
  return isAmount || /^-?\d{1,6}$/.test(value) || /^[a-z]$/i.test(value) ? value : dots;
}
