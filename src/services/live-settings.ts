import type { Config, EffectiveSetting, Environment, SettingName, Words } from '../config.js';
