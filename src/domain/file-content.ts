/** What a file is by its first bytes, never by its name: NHSO answers with pages and empty files too. */

export type FileContent = 'empty' | 'workbook' | 'xlsx' | 'page' | 'text' | 'unknown';

/** Signature of the OLE container that every .xls workbook is kept in. */
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] as const;

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte);
}

function decoded(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Recognises the first bytes of a file (some hundred are enough; `page` may need 4,096). */
export function recogniseContent(firstBytes: Uint8Array): FileContent {
  if (firstBytes.length === 0) return 'empty';
  if (startsWith(firstBytes, ole)) return 'workbook';
  if (startsWith(firstBytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  const text = decoded(firstBytes).replace(/^\ufeff/u, '');
  if (/^\s*<(?:!doctype\s+html|html|head|body|table|script|meta|div|form|!--|\?xml)/iu.test(text))
    return 'page';
  if (/<html[\s>]/iu.test(text)) return 'page';
  return /(?![\s\u0080-\u009f])\p{Cc}/u.test(text) ? 'unknown' : 'text';
}
