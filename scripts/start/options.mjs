// @ts-check
// The options of `npm start`: what they mean, and what is said when one is wrong.
import { parseArgs } from 'node:util';
import { Stop } from '../../test/vscode/stop.mjs';

/** The sandbox's scenarios; a test compares them with those of src/sandbox. */
export const SCENARIOS = ['calm', 'busy', 'hostile', 'flaky', 'throttled', 'expired', 'quirks'];

const DEFAULT_PORT = 8520; // fixed: a browser keeps secrets and window state by address

export const HELP = `npm start [-- options]     opens VS Code with Frontdesk on sample data

  --scenario <name>   sample data: ${SCENARIOS.join(', ')}
  --site <base-url>   no sample data: offer this Chat Server when signing in
  --browser           VS Code in the browser, even where a desktop VS Code is found
  --port <n>          port for VS Code in the browser (default ${DEFAULT_PORT}, 0: any free one)
  --no-open           print the address, open no browser
  --help              this page

VSCODE_PATH names a desktop VS Code. Ctrl+C ends everything that was started.
`;

const SEE_HELP = 'run `npm start -- --help` to see the options.';

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} browser
 * @property {boolean} open
 * @property {number} port
 * @property {string} scenario
 * @property {string | undefined} site
 */

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {StartOptions}
 */
export function parseOptions(args, env = {}) {
	checkKeptByNpm(args, env);
	const values = parse(args);
	if (values.site !== undefined && values.scenario !== undefined) {
		throw new Stop('--site and --scenario exclude each other: a site has no sample data.', 'leave one of them away.');
	}
	return {
		help: values.help ?? false,
		browser: values.browser ?? false,
		open: !values['no-open'],
		port: portNumber(values.port),
		scenario: scenarioName(values.scenario),
		site: values.site === undefined ? undefined : siteUrl(values.site),
	};
}

/** @param {string[]} args */
function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				scenario: { type: 'string' },
				site: { type: 'string' },
				browser: { type: 'boolean' },
				port: { type: 'string' },
				'no-open': { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		}).values;
	} catch (error) {
		const [sentence] = /** @type {Error} */ (error).message.split(/\.\s|\n/);
		throw new Stop(`${sentence?.replace(/\.$/, '')}.`, SEE_HELP);
	}
}

/**
 * `npm start --port 9000` gives --port to npm itself, which would start on another port than the one asked for.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function checkKeptByNpm(args, env) {
	const kept = ['port', 'site', 'scenario'].find((name) => env[`npm_config_${name}`] !== undefined);
	const option = kept ?? (env.npm_config_open === '' ? 'no-open' : undefined);
	if (option && !args.includes(`--${option}`)) {
		throw new Stop(`npm took --${option} for an option of its own.`, `put -- before it: npm start -- --${option} …`);
	}
}

/** @param {string | undefined} text */
function portNumber(text) {
	if (text === undefined) {
		return DEFAULT_PORT;
	}
	const port = Number(text);
	if (!/^\d+$/.test(text) || port > 65535) {
		throw new Stop(`${text} is no port.`, 'take a number from 1 to 65535, or 0 for any free port.');
	}
	return port;
}

/** @param {string | undefined} name */
function scenarioName(name = 'calm') {
	if (!SCENARIOS.includes(name)) {
		throw new Stop(`There is no scenario ${name}.`, `take one of ${SCENARIOS.join(', ')}.`);
	}
	return name;
}

/** @param {string} text */
function siteUrl(text) {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
	if (!url || url.username || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
		throw new Stop(
			`${text} is no base URL of a Chat Server.`,
			'give an https address such as https://api15.comm100.io/v4 (http only for this machine).',
		);
	}
	return text;
}
