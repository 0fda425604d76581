import type { SavedView } from '../../store/saved-views.js';
import type { FieldMessage } from '../form.js';
import type { PageContext } from '../page-context.js';

/** The saved views of a list, and the form that keeps the present one. */
export interface SavedViewsView {
  readonly page: string;
  readonly action: string;
  /** The present list as it would be kept; '' = nothing is asked, so there is nothing to keep. */
  readonly query: string;
  readonly views: readonly {
    readonly id: number;
    readonly name: string;
    readonly href: string;
    readonly action: string;
    readonly current: boolean;
  }[];
  readonly errors: readonly FieldMessage[];
}

/** `present` is the query of the list that is shown, without its page. */
export function savedViewsView(
  page: string,
  present: string,
  views: readonly SavedView[],
  { baseUrl }: PageContext,
): SavedViewsView {
  return {
    page,
    action: `${baseUrl}/saved-views`,
    query: present,
    views: views.map(({ id, name, query }) => ({
      id,
      name,
      href: `${baseUrl}/${page}?${query}`,
      action: `${baseUrl}/saved-views/${id}`,
      current: query === present,
    })),
    errors: [],
  };
}
