const noWidth = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;
const twoColumns =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]$/u;

function widthOfSign(sign: string): number {
  if (noWidth.test(sign)) return 0;
  return twoColumns.test(sign) ? 2 : 1;
}

/** Columns that a text takes on a terminal: Thai vowels and tone marks above and below take none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign);
  return width;
}

/** The text in at most so many columns; one that is cut ends in `…`, and no mark is parted from its letter. */
export function fitText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let fitting = '';
  let left = columns - 1;
  for (const sign of text) {
    left -= widthOfSign(sign);
    if (left < 0) break;
    fitting += sign;
  }
  return columns < 1 ? '' : `${fitting}…`;
}
