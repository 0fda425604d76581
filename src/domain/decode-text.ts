/** How the bytes of a text file were read. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'windows-874';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * Text of a file that a person saved: UTF-8 with or without its mark, UTF-16 with its mark (Excel, "Unicode text"), else
 * Windows-874, which holds TIS-620. Thai text in TIS-620 is never valid UTF-8 beyond single letters between ASCII.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // Not UTF-8: what Thai Windows saves otherwise.
    return { text: new TextDecoder('windows-874').decode(bytes), encoding: 'windows-874' };
  }
}
