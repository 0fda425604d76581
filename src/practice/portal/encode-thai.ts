/** TIS-620: ASCII as it is, Thai letters U+0E01 to U+0E5B as A1 to FB; anything else becomes a question mark. */
export function encodeThai(text: string): Buffer {
  const bytes = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isThai = unit >= 0x0e01 && unit <= 0x0e5b;
    bytes[i] = isThai ? unit - 0x0e00 + 0xa0 : unit < 0x80 ? unit : 0x3f;
  }
  return bytes;
}
