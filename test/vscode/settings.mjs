// @ts-check
// The user settings of a VS Code that we start: quiet, and with a colour theme by a name that holds in every version.

/** @typedef {'light' | 'dark' | 'hc-black' | 'hc-light'} Theme */

/** @type {Record<import('./install.mjs').Version, Record<Theme, string>>} */
const THEME_IDS = {
	'1.100': {
		light: 'Default Light Modern',
		dark: 'Default Dark Modern',
		'hc-black': 'Default High Contrast',
		'hc-light': 'Default High Contrast Light',
	},
	1.139: {
		light: 'Light 2026',
		dark: 'Dark 2026',
		'hc-black': 'Default High Contrast',
		'hc-light': 'Default High Contrast Light',
	},
};

export const THEMES = /** @type {Theme[]} */ (Object.keys(THEME_IDS['1.139']));

/** No welcome page, no tips, no chat, no telemetry, no look for updates: nothing but the extension draws the eye. */
export const QUIET = {
	'telemetry.telemetryLevel': 'off',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.reduceMotion': 'on', // a notification that slides in moves away under a click
	'chat.disableAIFeatures': true,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'extensions.autoCheckUpdates': false,
	'extensions.ignoreRecommendations': true,
	'update.mode': 'none',
	'git.openRepositoryInParentFolders': 'never',
};

/**
 * @param {import('./install.mjs').Version} version
 * @param {Theme} theme
 */
export function themeSettings(version, theme) {
	return { 'workbench.colorTheme': THEME_IDS[version][theme], 'window.autoDetectHighContrast': false };
}
