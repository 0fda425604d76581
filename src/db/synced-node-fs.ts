import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitAnswer = Awaited<ReturnType<NodeFS['init']>>;
type EmscriptenOptions = InitAnswer['emscriptenOpts'];

/** The part of the file system inside PGlite that is changed here; its types do not tell of it. */
interface NodeFsModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd?: number }) => number } };
}

/** Files of the embedded database whose commits reach the disk: as shipped, PGlite never calls fsync. */
export class SyncedNodeFS extends NodeFS {
  override async init(pg: PGlite, options: EmscriptenOptions): Promise<InitAnswer> {
    const answer = await super.init(pg, options);
    const syncFiles = (module: unknown) => {
      const { stream_ops } = (module as NodeFsModule).NODEFS;
      stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) fsyncSync(nfd);
        return 0;
      };
    };
    const { emscriptenOpts } = answer;
    return {
      ...answer,
      emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), syncFiles] },
    };
  }
}
