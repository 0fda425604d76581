import { crc32 } from 'node:zlib';

/** What an archive says of a member's name, as bytes. */
export interface RawArchiveName {
  readonly bytes: Uint8Array;
  /** Bit 11 of the general purpose flags: the name is UTF-8 (APPNOTE.TXT, 4.4.4). */
  readonly saysUtf8: boolean;
  readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[];
}

/** The upper half of code page 437, which a name without a flag is written in by the letter of the format. */
const codePage437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** Bytes of Thai letters, vowels, marks and digits in Windows-874; Windows in Thai writes names in it. */
const isThaiByte = (byte: number) => (byte >= 0xa1 && byte <= 0xda) || (byte >= 0xdf && byte <= 0xfb);

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: another encoding is tried.
    return null;
  }
}

function asCodePage437(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : (codePage437[byte - 0x80] ?? '\ufffd')))
    .join('');
}

/** The field of Info-ZIP with the name in UTF-8 (APPNOTE.TXT, 4.6.9); stale where its checksum is not the name's. */
function unicodePath({ bytes, extraFields }: RawArchiveName): string | null {
  const field = extraFields.find(({ id }) => id === 0x7075)?.data;
  if (!field || field.length < 6 || field[0] !== 1) return null;
  const stated = new DataView(field.buffer, field.byteOffset, field.byteLength).getUint32(1, true);
  return stated === crc32(bytes) ? asUtf8(field.subarray(5)) : null;
}

/**
 * A member's name as it was meant: by its flag or its field; else UTF-8 where it can only be that (macOS, Linux), else
 * Windows-874 where every letter beyond ASCII is a Thai one, else code page 437.
 */
export function decodeArchiveName(name: RawArchiveName): string {
  const utf8 = unicodePath(name) ?? asUtf8(name.bytes);
  if (utf8 !== null) return utf8;
  if (name.saysUtf8) return new TextDecoder('utf-8').decode(name.bytes);
  const beyondAscii = name.bytes.filter((byte) => byte >= 0x80);
  return beyondAscii.every(isThaiByte)
    ? new TextDecoder('windows-874').decode(name.bytes)
    : asCodePage437(name.bytes);
}
