/** Who does something, as the audit log keeps it. */
export interface Actor {
  readonly actorKind: 'user' | 'key' | 'job' | 'cli' | 'nobody';
  readonly actorId: number | null;
  readonly actorName: string;
  readonly address?: string;
  readonly requestId?: string;
}

/** Somebody at the command line of the server. */
export const commandLineActor: Actor = { actorKind: 'cli', actorId: null, actorName: 'command line' };
