import type { Answer } from '../portal/call.js';
import type { FakeCall } from './fake.js';

/** One object that a stream tells. */
export type Frame = Readonly<Record<string, unknown>>;

const hugeBytes = 20 * 1024 * 1024;

/** Frames as Server-Sent Events, or as the call's faults have them. */
export function streamBody(call: FakeCall, frames: readonly Frame[]): Answer {
  const end = call.has('crlf_frames') ? '\r\n' : '\n';
  const bare = call.has('no_data_prefix');
  const lines = frames.map((frame) =>
    bare ? `${JSON.stringify(frame)}${end}` : `data: ${JSON.stringify(frame)}${end}${end}`,
  );
  const huge = call.has('huge_frame') ? `data: {"message":"${'x'.repeat(hugeBytes)}"}${end}${end}` : '';
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' },
    body: Buffer.from(huge + lines.join('')),
  };
}
