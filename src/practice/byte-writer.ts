/** A growing sequence of bytes, kept in chunks so that no byte is copied before the end. */
export interface ByteWriter {
  /** Room for one record in one piece; it is written with the Buffer's own methods. */
  reserve(size: number): { readonly chunk: Buffer; readonly at: number };
  readonly length: () => number;
  /** The written bytes, in order. */
  readonly chunks: () => readonly Buffer[];
}

const firstChunk = 1 << 13;
const largestChunk = 1 << 20;

export function createByteWriter(): ByteWriter {
  const full: Buffer[] = [];
  let fullBytes = 0;
  let chunk = Buffer.alloc(0);
  let used = 0;
  let next = firstChunk;
  const close = () => {
    if (used === 0) return;
    full.push(chunk.subarray(0, used));
    fullBytes += used;
    used = 0;
  };
  return {
    reserve(size) {
      if (used + size > chunk.length) {
        close();
        chunk = Buffer.alloc(Math.max(next, size));
        next = Math.min(next * 2, largestChunk);
      }
      const at = used;
      used += size;
      return { chunk, at };
    },
    length: () => fullBytes + used,
    chunks: () => (used === 0 ? full : [...full, chunk.subarray(0, used)]),
  };
}
