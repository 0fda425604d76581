import type { Writable } from 'node:stream';

function whyClosed(stream: Writable): Error {
  return stream.errored ?? new Error('the other end was closed before all was written');
}

/**
 * Writes one piece and waits while the other end has enough; rejects when it closes or, with `stallMs`, takes nothing for
 * so long. Somebody must listen to the errors of the stream.
 */
export async function writeTo(
  stream: Writable,
  piece: string | Uint8Array,
  { stallMs }: { readonly stallMs?: number } = {},
): Promise<void> {
  if (stream.destroyed || stream.closed) throw whyClosed(stream);
  if (stream.write(piece)) return;
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | null = null;
    const end = (settle: () => void) => {
      if (timer) clearTimeout(timer);
      stream.off('drain', drained);
      stream.off('close', closed);
      settle();
    };
    const drained = () => end(resolve);
    const closed = () => end(() => reject(whyClosed(stream)));
    if (stallMs !== undefined)
      timer = setTimeout(
        () => end(() => reject(new Error(`the other end took nothing for ${stallMs} ms`))),
        stallMs,
      );
    stream.once('drain', drained);
    stream.once('close', closed);
  });
}
