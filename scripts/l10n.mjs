// @ts-check
// Writes the texts of the code into l10n/bundle.l10n.json, for translators. With --check, fails if the file is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript, Stop } from '../test/vscode/stop.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = path.join(PROJECT, 'l10n/bundle.l10n.json');
const CALL = /\bl10n\.t\(/g;
const LITERAL = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/.source;
const CALL_WITH_TEXT = new RegExp(
	String.raw`\bl10n\.t\(\s*(?:(${LITERAL})|\{\s*message:\s*(${LITERAL}),\s*comment:\s*(${LITERAL}))`,
	'g',
);

/** @param {string} literal a string of the source, with its quotes */
function textOf(literal) {
	const inside = literal.slice(1, -1).replace(/\\'/g, "'");
	return /** @type {string} */ (JSON.parse(`"${literal.startsWith("'") ? inside.replace(/"/g, '\\"') : inside}"`));
}

/**
 * An entry of the bundle, as l10n-dev writes it: a text with a comment for translators has the key `text/comment`,
 * which is what l10n.t looks for in a translated bundle.
 * @param {RegExpExecArray} call
 * @returns {[string, string | { message: string, comment: string[] }]}
 */
function entryOf([, plain, message, comment]) {
	if (message === undefined || comment === undefined) {
		const text = textOf(plain ?? '');
		return [text, text];
	}
	return [`${textOf(message)}/${textOf(comment)}`, { message: textOf(message), comment: [textOf(comment)] }];
}

function textsOfCode() {
	const files = readdirSync(path.join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' });
	const entries = files
		.filter((file) => /\.tsx?$/.test(file))
		.flatMap((file) => {
			const code = readFileSync(path.join(PROJECT, 'src', file), 'utf8');
			const found = [...code.matchAll(CALL_WITH_TEXT)].map(entryOf);
			if (found.length !== [...code.matchAll(CALL)].length) {
				throw new Stop(
					`src/${file} has a call of l10n.t without a plain text.`,
					"write the text in quotes as the first argument, or { message: '…', comment: '…', args: […] } in this order: a translator can't see what is put together.",
				);
			}
			return found;
		});
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

await runScript(async () => {
	// Comments on one line, as the formatter wants them.
	const json = JSON.stringify(textsOfCode(), null, '\t').replace(/\[\n\t+(".*")\n\t+\]/g, '[$1]');
	const wanted = `${json}\n`;
	if (!process.argv.includes('--check')) {
		writeFileSync(BUNDLE, wanted);
	} else if (readFileSync(BUNDLE, 'utf8') !== wanted) {
		throw new Stop('l10n/bundle.l10n.json does not hold the texts of the code.', 'run `npm run l10n`.');
	}
});
