import type { Answer } from './session.js';
import { UpstreamError } from './upstream-error.js';

/** The whole text of an answer, at most `maxBytes` (else `too_large`), in the charset it names. */
export async function readPage(answer: Answer, maxBytes: number): Promise<string> {
  return decodePage(await readBytes(answer, maxBytes), answer.headers['content-type'] ?? '');
}

export async function readBytes(answer: Answer, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new UpstreamError('too_large', { details: { megabytes: Math.floor(maxBytes / 1_048_576) } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A charset in the header wins, then one in `<meta>`, then UTF-8; what is no UTF-8 is Thai of one byte a letter. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const label = charsetIn(contentType) ?? charsetIn(/<meta\b[^>]*charset[^>]*>/i.exec(head)?.[0] ?? '');
  if (label !== null && label !== 'utf-8') return new TextDecoder(label).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-874').decode(bytes);
  }
}

/** A name that TextDecoder knows. Latin-1 counts as none: servers name it by default, and it has no Thai letters. */
function charsetIn(text: string): string | null {
  const name = /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1]?.toLowerCase();
  if (name === undefined || /^(iso-?8859-?1|latin-?1|us-ascii|ascii|windows-1252)$/.test(name)) return null;
  if (/^(cp|ms|x-windows-|windows-)?874$|^tis-?620|^iso-?8859-?11$/.test(name)) return 'windows-874';
  try {
    return new TextDecoder(name).encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}
