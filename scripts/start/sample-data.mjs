// @ts-check
// How a VS Code is told to show sample data: by an environment variable that the extension reads when it starts.

/**
 * @param {import('./options.mjs').StartOptions} options
 * @returns {NodeJS.ProcessEnv}
 */
export function sampleData({ site, scenario }) {
	return { FRONTDESK_SANDBOX: site === undefined ? scenario : undefined };
}

/** @param {import('./options.mjs').StartOptions} options */
export function shownData({ site, scenario }) {
	return site === undefined ? `on sample data (${scenario})` : `for ${site}`;
}
