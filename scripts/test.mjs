// @ts-check
// `npm test`: runs the levels, names each with its time and result, and ends with one line: how many checks passed and failed.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { install } from '../test/vscode/install.mjs';
import { stopAll } from '../test/vscode/processes.mjs';
import { runScript, Stop } from '../test/vscode/stop.mjs';
import { lanesByIdleTime, runInLanes } from './test/lanes.mjs';
import { levels } from './test/levels.mjs';
import { runLevel } from './test/run-level.mjs';

/** @typedef {import('./test/run-level.mjs').Level} Level */
/** @typedef {import('./test/run-level.mjs').Counts} Counts */
/** @typedef {{ counts: Counts, seconds: number }} Outcome */

/** @type {Counts} */
const none = { passed: 0, failed: 0, skipped: 0 };

const HELP = `npm test [-- options]

  --only <levels>      some levels, with commas: a name, or how it begins (--only host,rules)
  --grep <text>        only the tests whose name holds it
  --lanes <number>     how many processes run side by side (else as many as keep the processors busy); with 1 output comes at once
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
		for (const { name, leftOut } of new Map(chosen.map((level) => [level.name, level])).values()) {
			say(leftOut ? `${name} (left out: ${leftOut})` : name);
		}
		return 0;
	}
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, () => void stopAll().then(() => process.exit(130)));
	}
	return await runAll(chosen, { lanes: lanesOf(options.lanes), mayBeEmpty: options.grep !== undefined });
});

/** @param {string[]} args */
function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				only: { type: 'string' },
				grep: { type: 'string' },
				lanes: { type: 'string' },
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
			throw new Stop(
				`There is no level ${name}.`,
				`take of ${[...new Set(all.map((level) => level.name))].join(', ')}.`,
			);
		}
	}
	return wanted.length === 0 ? all : all.filter((level) => wanted.some((name) => matches(level, name)));
}

/**
 * @param {string | undefined} text
 */
function lanesOf(text) {
	if (text === undefined) {
		return availableParallelism() === 1 ? 1 : lanesByIdleTime();
	}
	const lanes = Number(text);
	if (!Number.isInteger(lanes) || lanes < 1) {
		throw new Stop(`There can't be ${text} lanes.`, 'give a number from 1.');
	}
	return lanes;
}

/**
 * @param {Level[]} chosen
 * @param {object} options
 * @param {number | import('./test/lanes.mjs').Lanes} options.lanes
 * @param {boolean} options.mayBeEmpty
 */
async function runAll(chosen, { lanes, mayBeEmpty }) {
	const start = Date.now();
	const installation = startInstallation(chosen);
	/** @type {Map<string, Outcome>} */
	const outcomes = new Map(chosen.map(({ name }) => [name, { counts: { ...none }, seconds: 0 }]));
	const tasks = chosen
		.filter(({ leftOut }) => !leftOut)
		.map((level) => ({ ...level, ...(level.needsHost ? { after: installation } : {}) }));
	await runInLanes(tasks, lanes, async (level) => {
		const { counts, seconds } = await runOne(level, { isAlone: lanes === 1, mayBeEmpty, installation });
		const outcome = outcomes.get(level.name);
		if (outcome) {
			outcome.counts = sum([outcome.counts, counts]);
			outcome.seconds += seconds;
		}
	});
	say('');
	for (const [name, outcome] of outcomes) {
		const leftOut = chosen.find((level) => level.name === name)?.leftOut;
		say(leftOut ? `  –  ${name.padEnd(14)} left out: ${leftOut}` : lineOf(name, outcome));
	}
	say(`     in all         ${secondsSince(start).toFixed(1).padStart(6)} s\n`);
	const total = sum([...outcomes.values()].map(({ counts }) => counts));
	say(inWords(total));
	return total.failed === 0 ? 0 : 1;
}

/**
 * Runs one process of a level. Where it is not alone, its output comes in one piece when it has ended.
 *
 * @param {Level} level
 * @param {object} options
 * @param {boolean} options.isAlone
 * @param {boolean} options.mayBeEmpty
 * @param {Promise<string | undefined>} options.installation
 * @returns {Promise<Outcome>}
 */
async function runOne(level, { isAlone, mayBeEmpty, installation }) {
	const title = level.part ? `${level.name}: ${level.part}` : level.name;
	const start = Date.now();
	/** @type {string[]} */
	const lines = [];
	const print = isAlone ? say : (/** @type {string} */ line) => void lines.push(line);
	say(isAlone ? headingOf(title) : `▸ ${title}`);
	const missing = level.needsHost ? await installation : undefined;
	if (missing) {
		print(missing);
	}
	const counts = missing ? { ...none, failed: 1 } : await runLevel(level, { say: print, mayBeEmpty });
	const outcome = { counts, seconds: secondsSince(start) };
	say([...(isAlone ? [] : [headingOf(title), ...lines]), lineOf(title, outcome)].join('\n'));
	return outcome;
}

/**
 * The downloads run beside the first levels. Gives what went wrong, if anything did.
 *
 * @param {Level[]} chosen
 * @returns {Promise<string | undefined>}
 */
async function startInstallation(chosen) {
	return chosen.some((level) => level.needsHost && !level.leftOut) ? await installForTests(say) : undefined;
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

/** @param {string} title */
function headingOf(title) {
	return `\n── ${title} ${'─'.repeat(Math.max(0, 60 - title.length))}`;
}

/**
 * @param {string} title
 * @param {Outcome} outcome
 */
function lineOf(title, { counts, seconds }) {
	const mark = counts.failed === 0 ? '✓' : '✗';
	return `  ${mark}  ${title.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s   ${inWords(counts)}`;
}

/** @param {number} start in ms */
function secondsSince(start) {
	return (Date.now() - start) / 1000;
}

/** @param {Counts[]} all */
function sum(all) {
	return all.reduce(
		(total, { passed, failed, skipped }) => ({
			passed: total.passed + passed,
			failed: total.failed + failed,
			skipped: total.skipped + skipped,
		}),
		none,
	);
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
