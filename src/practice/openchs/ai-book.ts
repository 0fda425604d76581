/** A recording that the practice audio service took; the sound itself is thrown away. */
export interface AiTask {
  readonly id: string;
  readonly at: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly bytes: number;
  /** How often it was asked for. */
  looks: number;
}

export interface AiBook {
  take(fields: Readonly<Record<string, string>>, bytes: number): AiTask;
  /** null = not known, or expired: the service tells no difference. */
  find(id: string): AiTask | null;
  forget(id: string): void;
  readonly forgotten: () => readonly string[];
  readonly all: () => readonly AiTask[];
  clear(): void;
}

const keptMs = 7_200_000;

export function createAiBook(now: () => number): AiBook {
  let tasks: AiTask[] = [];
  let forgotten: string[] = [];
  return {
    take(fields, bytes) {
      const id = `practice-task-${tasks.length + forgotten.length + 1}`;
      const task = { id, at: now(), fields, bytes, looks: 0 };
      tasks.push(task);
      return task;
    },
    find: (id) => tasks.find((task) => task.id === id && now() - task.at < keptMs) ?? null,
    forget(id) {
      tasks = tasks.filter((task) => task.id !== id);
      forgotten.push(id);
    },
    forgotten: () => forgotten,
    all: () => tasks,
    clear() {
      tasks = [];
      forgotten = [];
    },
  };
}
