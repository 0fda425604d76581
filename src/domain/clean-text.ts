/** How text of NHSO's workbooks is cleaned, so that the same value always reads the same (formats/README 1.6). */

/** White space of every kind, the no-break space and the invisible marks that Excel files carry. */
const edge = /^[\s\u00a0\u200b-\u200d\u2060\ufeff]+|[\s\u00a0\u200b-\u200d\u2060\ufeff]+$/gu;
const everySpace = /[\s\u00a0\u200b-\u200d\u2060\ufeff]+/gu;
/** What no database takes: NUL and the like, and halves of a surrogate pair. */
const unstorable = /(?![\t\n\r\u0080-\u009f])\p{Cc}|\p{Surrogate}/gu;
/** SARA AM written as NIKHAHIT and SARA AA, with the tone mark on either side of NIKHAHIT. */
const saraAmInTwo = /\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32/gu;
/** A dash of any width, alone or in a row: NHSO's sign for "nothing". */
const nothing = /^(?:[-\u2010-\u2015\u2212]+|n\/a)$/iu;

/**
 * Text in which there is nothing to clean or to replace, as nearly all is: printable ASCII and Thai without NIKHAHIT,
 * with single spaces inside. Asked first, since cleaning takes ten times as long.
 */
const alreadyClean = /^[!-~\u0e01-\u0e4c\u0e4e-\u0e5b]+(?: [!-~\u0e01-\u0e4c\u0e4e-\u0e5b]+)*$/;

/** SARA AM in its one-character form, wherever it was written as two (`ชำระ` typed in either way is one word). */
export function composeSaraAm(text: string): string {
  return text.replace(
    saraAmInTwo,
    (_, after: string | undefined, before: string | undefined) => `${after ?? before ?? ''}\u0e33`,
  );
}

/**
 * Trimmed text with its inner line breaks (as `\n`) and SARA AM in one form, so that a name is found however it was
 * typed; null where nothing stands: blank, `-`, `N/A`.
 */
export function cleanText(raw: string): string | null {
  const text = alreadyClean.test(raw) ? raw : composeSaraAm(raw.replace(/\r\n?/gu, '\n').replace(edge, ''));
  return text === '' || nothing.test(text) ? null : text;
}

/** A code or identifier on one line: as `cleanText`, and every run of white space inside is one space. */
export function cleanKey(raw: string): string | null {
  const text = cleanText(raw);
  return text === null || alreadyClean.test(text) ? text : text.replace(everySpace, ' ');
}

/** Replaces what a database refuses by U+FFFD; the same string where there was nothing to replace. */
export function storableText(text: string): string {
  return alreadyClean.test(text) ? text : text.replace(unstorable, '\ufffd');
}

/** Thai digits to ASCII digits. */
export function asciiDigits(text: string): string {
  return text.replace(/[\u0e50-\u0e59]/gu, (digit) => String(digit.charCodeAt(0) - 0x0e50));
}

/** Marks that nobody sees: white space, zero-width marks, marks of writing direction, soft hyphens. */
const unseen = /[\s\p{Cf}]+/gu;

/**
 * What two headings are compared by: without anything unseen, letters and digits of one width, SARA AM and SARA AE in
 * one form, lower case. NHSO breaks lines inside headings, and readers disagree on where (formats/README, "Files here").
 */
export function headingKey(heading: string): string {
  const plain = composeSaraAm(heading.normalize('NFKC').replace(unseen, ''));
  return plain.replaceAll('\u0e40\u0e40', '\u0e41').toLowerCase();
}

/** A heading as people read it: white space folded to one space. */
export function headingText(heading: string): string {
  return heading.replace(everySpace, ' ').trim();
}
