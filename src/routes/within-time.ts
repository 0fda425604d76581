import { AppError } from '../domain/errors.js';

/** A page and a health check answer within this time, also where the database hangs. */
const databaseMs = 3000;

/** The answer of the database, or AppError database_unavailable once it takes too long. */
export async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('database_unavailable')), databaseMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
