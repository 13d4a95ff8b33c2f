// @ts-check
// `npm test`: runs the levels in order, names each with its time and result, and ends with one line: how many checks passed and failed.
import { parseArgs } from 'node:util';
import { install } from '../test/vscode/install.mjs';
import { stopAll } from '../test/vscode/processes.mjs';
import { runScript, Stop } from '../test/vscode/stop.mjs';
import { levels } from './test/levels.mjs';
import { runLevel } from './test/run-level.mjs';

/** @typedef {import('./test/run-level.mjs').Level} Level */
/** @typedef {import('./test/run-level.mjs').Counts} Counts */

const HELP = `npm test [-- options]

  --only <levels>      some levels, with commas: a name, or how it begins (--only host,rules)
  --grep <text>        only the tests whose name holds it
  --desktop <version>  the host levels in a downloaded desktop VS Code: minimum, stable or a version
  --list               name the levels and run nothing
  --help               this page

VSCODE_PATH names a desktop VS Code for the host levels, CHROMIUM_PATH a browser.
`;

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

await runScript(async () => {
	const options = parse(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return 0;
	}
	const all = levels({ grep: options.grep, desktop: options.desktop, env: process.env });
	const chosen = choose(all, options.only);
	if (options.list) {
		for (const { name, leftOut } of chosen) {
			say(leftOut ? `${name} (left out: ${leftOut})` : name);
		}
		return 0;
	}
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, () => void stopAll().then(() => process.exit(130)));
	}
	return await runAll(chosen, options.grep !== undefined);
});

/** @param {string[]} args */
function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				only: { type: 'string' },
				grep: { type: 'string' },
				desktop: { type: 'string' },
				list: { type: 'boolean' },
				help: { type: 'boolean' },
			},
		}).values;
	} catch (error) {
		throw new Stop(/** @type {Error} */ (error).message, 'run `npm test -- --help` to see the options.');
	}
}

/**
 * @param {Level[]} all
 * @param {string | undefined} only
 */
function choose(all, only) {
	const wanted = (only ?? '')
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	const matches = (/** @type {Level} */ level, /** @type {string} */ name) =>
		level.name.startsWith(name.replace('-', ' '));
	for (const name of wanted) {
		if (!all.some((level) => matches(level, name))) {
			throw new Stop(`There is no level ${name}.`, `take of ${all.map((level) => level.name).join(', ')}.`);
		}
	}
	return wanted.length === 0 ? all : all.filter((level) => wanted.some((name) => matches(level, name)));
}

/**
 * @param {Level[]} chosen
 * @param {boolean} mayBeEmpty
 */
async function runAll(chosen, mayBeEmpty) {
	const total = { passed: 0, failed: 0, skipped: 0 };
	/** @type {string[]} */
	const summary = [];
	const installation = startInstallation(chosen);
	for (const level of chosen) {
		say(`\n── ${level.name} ${'─'.repeat(Math.max(0, 60 - level.name.length))}`);
		if (level.leftOut) {
			say(`left out: ${level.leftOut}`);
			summary.push(`  –  ${level.name.padEnd(14)} left out: ${level.leftOut}`);
			continue;
		}
		const start = Date.now();
		const missing = level.needsHost ? await installation.done() : undefined;
		if (missing) {
			say(missing);
		}
		const counts = missing ? { passed: 0, failed: 1, skipped: 0 } : await runLevel(level, { say, mayBeEmpty });
		total.passed += counts.passed;
		total.failed += counts.failed;
		total.skipped += counts.skipped;
		const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
		const line = `  ${counts.failed === 0 ? '✓' : '✗'}  ${level.name.padEnd(14)} ${seconds} s   ${inWords(counts)}`;
		say(line);
		summary.push(line);
	}
	say(`\n${summary.join('\n')}\n`);
	say(inWords(total));
	return total.failed === 0 ? 0 : 1;
}

/**
 * The downloads need no processor to speak of, so they run beside the first levels.
 *
 * @param {Level[]} chosen
 */
function startInstallation(chosen) {
	const needed = chosen.some((level) => level.needsHost && !level.leftOut);
	/** @type {string[]} */
	const held = [];
	/** @param {string} line */
	let print = (line) => {
		held.push(line);
	};
	const work = needed ? installForTests((line) => print(line)) : Promise.resolve(undefined);
	return {
		/** Waits for it and tells what went wrong, if anything did. */
		async done() {
			print = say;
			for (const line of held.splice(0)) {
				say(line);
			}
			return await work;
		},
	};
}

/**
 * @param {(line: string) => void} print
 * @returns {Promise<string | undefined>}
 */
async function installForTests(print) {
	try {
		/** @type {import('../test/vscode/install.mjs').Part[]} */
		const parts = ['node', 'vscode-1.139', 'vscode-1.100'];
		await install(process.env.CHROMIUM_PATH ? parts : [...parts, 'browser'], print);
		return undefined;
	} catch (error) {
		if (error instanceof Stop) {
			return error.message;
		}
		throw error;
	}
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
