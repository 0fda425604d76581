/** Runs pieces of work one after the other, in the order of their coming. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    // The next in line comes also after a failure; whoever waits for `result` hears of it.
    last = result.catch(() => undefined);
    return result;
  };
}
