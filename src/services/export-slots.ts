import { AppError } from '../domain/errors.js';

/** How many exports may be sent at one time. */
export interface ExportSlots {
  /** Takes a place and answers how it is given back; throws AppError export_too_many where none is free. */
  take(): () => void;
}

/**
 * Each export that is sent holds a connection of the database until its reader has the last byte. A third of them may be
 * held so: the others are for pages and imports.
 */
export function createExportSlots(connections: number): ExportSlots {
  const most = Math.max(1, Math.floor(connections / 3));
  let taken = 0;
  return {
    take() {
      if (taken >= most) throw new AppError('export_too_many', { most });
      taken += 1;
      let isGiven = false;
      return () => {
        if (!isGiven) taken -= 1;
        isGiven = true;
      };
    },
  };
}
