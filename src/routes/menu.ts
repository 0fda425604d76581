import { countText } from '../domain/count-text.js';
import type { Permission } from '../domain/permission.js';
import type { Attention } from '../store/attention.js';
import type { Translate } from './words/index.js';

export interface MenuItem {
  readonly text: string;
  readonly icon: string;
  readonly href: string;
  readonly current: boolean;
  /** Work for a person; null = none. */
  readonly count: string | null;
  /** Key after `g`; null = none. */
  readonly key: string | null;
}

export interface MenuGroup {
  readonly text: string;
  readonly items: readonly MenuItem[];
}

interface Place {
  readonly name: string;
  readonly path: string;
  readonly icon: string;
  readonly key: string;
  readonly permission: Permission | null;
}

/** Pages that exist; one that is not built yet does not stand here. */
const places: readonly { readonly group: string; readonly places: readonly Place[] }[] = [
  {
    group: 'nav.daily',
    places: [
      { name: 'dashboard', path: '/dashboard', icon: 'home', key: 'd', permission: 'figures' },
      { name: 'downloads', path: '/downloads', icon: 'down', key: 'o', permission: 'figures' },
      { name: 'files', path: '/files', icon: 'file', key: 'f', permission: 'claims' },
      { name: 'claims', path: '/claims', icon: 'list', key: 'c', permission: 'claims' },
      { name: 'cases', path: '/cases', icon: 'person', key: 't', permission: 'denials_read' },
      { name: 'audio', path: '/audio', icon: 'mic', key: 'v', permission: 'ai_audio' },
      { name: 'exports', path: '/exports', icon: 'page', key: 'e', permission: 'export' },
      { name: 'quarantine', path: '/quarantine', icon: 'quar', key: 'q', permission: 'claims' },
      { name: 'alerts', path: '/alerts', icon: 'bell', key: 'a', permission: 'claims' },
      { name: 'upload', path: '/upload', icon: 'upload', key: 'u', permission: 'fetch' },
    ],
  },
  {
    group: 'nav.management',
    places: [
      { name: 'analytics', path: '/analytics', icon: 'chart', key: 'y', permission: 'figures' },
      { name: 'report', path: '/report', icon: 'page', key: 'r', permission: 'figures' },
    ],
  },
  {
    group: 'nav.system',
    places: [
      { name: 'session', path: '/session', icon: 'key', key: 'n', permission: 'fetch' },
      { name: 'jobs', path: '/jobs', icon: 'job', key: 'j', permission: 'fetch' },
      { name: 'logs', path: '/logs', icon: 'log', key: 'l', permission: 'live_logs' },
      { name: 'settings', path: '/settings', icon: 'gear', key: 's', permission: 'administer' },
      { name: 'help', path: '/help', icon: 'help', key: 'h', permission: null },
    ],
  },
];

/** The side menu of one reader: only what the roles may open. */
export function menuOf(about: {
  readonly t: Translate;
  readonly baseUrl: string;
  readonly path: string;
  readonly can: (permission: Permission) => boolean;
  readonly attention: Attention | null;
}): MenuGroup[] {
  const waiting: Readonly<Record<string, number>> = {
    files: about.attention?.failedFiles ?? 0,
    quarantine: about.attention?.quarantined ?? 0,
  };
  return places
    .map(({ group, places: inGroup }) => ({
      text: about.t(group),
      items: inGroup
        .filter(({ permission }) => permission === null || about.can(permission))
        .map((place) => ({
          text: about.t(`nav.${place.name}`),
          icon: place.icon,
          href: `${about.baseUrl}${place.path}`,
          current: about.path === place.path || about.path.startsWith(`${place.path}/`),
          count: (waiting[place.name] ?? 0) > 0 ? countText(waiting[place.name] ?? 0) : null,
          key: place.key,
        })),
    }))
    .filter(({ items }) => items.length > 0);
}

export interface SettingsPage {
  readonly name: string;
  readonly href: string;
  readonly text: string;
}

const settingsPages = [
  'hospital',
  'nhso',
  'schedule',
  'users',
  'keys',
  'webhooks',
  'master-data',
  'watched-folder',
  'alerts',
  'report',
  'openchs',
  'audio',
  'effective',
] as const;

/** The pages of the settings; the own account is everybody's. */
export function settingsPagesOf(about: {
  readonly t: Translate;
  readonly baseUrl: string;
  readonly can: (permission: Permission) => boolean;
}): SettingsPage[] {
  const names = [...(about.can('administer') ? settingsPages : []), 'account'];
  return names.map((name) => ({
    name,
    href: `${about.baseUrl}/settings/${name}`,
    text: about.t(`settings-${name}.title`),
  }));
}
