import { AppError } from './errors.js';

/** A CSV names columns that are not known; each of them by itself, for a name may hold whatever a list is cut at. */
export class UnknownColumns extends AppError {
  readonly columns: readonly string[];

  constructor(columns: readonly string[]) {
    super('csv_header_unknown', { columns: columns.join(', ').slice(0, 300) });
    this.name = 'UnknownColumns';
    this.columns = columns;
  }
}
