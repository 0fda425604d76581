/** A call about a denial or an appeal that is turned into text; the recording itself is not kept. */

export const audioKinds = ['wav', 'mp3', 'flac', 'm4a', 'ogg', 'webm'] as const;
export type AudioKind = (typeof audioKinds)[number];

export const mostRecordingBytes = 100 * 1024 * 1024;

/** What a call may be transcribed for. */
export const transcriptPurposes = ['denial', 'appeal'] as const;
export type TranscriptPurpose = (typeof transcriptPurposes)[number];

/** `unknown_or_expired` = it was sent and nobody knows what became of it; it is not sent again by itself. */
export const transcriptStates = [
  'waiting',
  'sending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'unknown_or_expired',
] as const;
export type TranscriptState = (typeof transcriptStates)[number];

export const openTranscriptStates = ['waiting', 'sending', 'processing'] as const satisfies TranscriptState[];

export function isOpenTranscript(state: TranscriptState): boolean {
  return openTranscriptStates.some((open) => open === state);
}

/** After so long nothing is waited for any more: the service kills tasks at 900 s. */
export const transcriptDeadlineMs = 960_000;

const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What a recording is by its first bytes, whatever its name says; null = none of the kinds that are taken. */
export function audioKindOf(first: Uint8Array): AudioKind | null {
  const [a = 0, b = 0, c = 0, d = 0] = first;
  if (text(first, 0, 4) === 'RIFF' && text(first, 8, 12) === 'WAVE') return 'wav';
  if (text(first, 0, 4) === 'fLaC') return 'flac';
  if (text(first, 0, 4) === 'OggS') return 'ogg';
  if (text(first, 4, 8) === 'ftyp') return 'm4a';
  if (a === 0x1a && b === 0x45 && c === 0xdf && d === 0xa3) return 'webm';
  // A frame of MPEG sound of layer 3; layer 0 would be AAC.
  if (text(first, 0, 3) === 'ID3' || (a === 0xff && (b & 0xe6) === 0xe2)) return 'mp3';
  return null;
}
