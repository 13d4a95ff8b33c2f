// @ts-check
// Writes one setting into a user settings file and leaves the rest of it, comments included, as the user has it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} text a settings file: JSON with comments
 * @param {string} key
 * @param {string} value
 */
export function withSetting(text, key, value) {
	const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
	const present = new RegExp(`${JSON.stringify(key).replaceAll('.', '\\.')}\\s*:\\s*"(?:[^"\\\\]|\\\\.)*"`);
	if (present.test(text)) {
		return text.replace(present, () => entry);
	}
	const empty = /^\s*\{\s*\}\s*$/.test(text);
	return text.includes('{') ? text.replace('{', () => `{\n\t${entry}${empty ? '' : ','}`) : `{\n\t${entry}\n}\n`;
}

/**
 * @param {string} userDataDir
 * @param {Record<string, unknown>} initial what a new file holds
 * @param {string | undefined} baseUrl
 */
export function writeUserSettings(userDataDir, initial, baseUrl) {
	const file = path.join(userDataDir, 'User/settings.json');
	mkdirSync(path.dirname(file), { recursive: true });
	const before = existsSync(file) ? readFileSync(file, 'utf8') : JSON.stringify(initial, null, '\t');
	writeFileSync(file, baseUrl === undefined ? before : withSetting(before, 'frontdesk.baseUrl', baseUrl));
}
