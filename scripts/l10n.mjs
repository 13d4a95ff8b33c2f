// @ts-check
// Writes every text that the code says into l10n/bundle.l10n.json, for translators to copy. With --check it writes nothing and fails where the file is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript, Stop } from '../test/vscode/stop.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const BUNDLE = path.join(PROJECT, 'l10n/bundle.l10n.json');
const CALL = /\bl10n\.t\(/g;
const CALL_WITH_TEXT = /\bl10n\.t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;

/** @param {string} literal a string of the source, with its quotes */
function textOf(literal) {
	const inside = literal.slice(1, -1).replace(/\\'/g, "'");
	return /** @type {string} */ (JSON.parse(`"${literal.startsWith("'") ? inside.replace(/"/g, '\\"') : inside}"`));
}

function textsOfCode() {
	const files = readdirSync(path.join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' });
	const texts = files
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) => {
			const code = readFileSync(path.join(PROJECT, 'src', file), 'utf8');
			const found = [...code.matchAll(CALL_WITH_TEXT)].map(([, literal = '']) => textOf(literal));
			if (found.length !== [...code.matchAll(CALL)].length) {
				throw new Stop(
					`src/${file} gives l10n.t something else than a plain text.`,
					'write the text itself, in quotes, as the first argument: a translator cannot see what is put together.',
				);
			}
			return found;
		});
	return [...new Set(texts)].sort();
}

await runScript(async () => {
	const wanted = `${JSON.stringify(Object.fromEntries(textsOfCode().map((text) => [text, text])), null, '\t')}\n`;
	if (!process.argv.includes('--check')) {
		writeFileSync(BUNDLE, wanted);
	} else if (readFileSync(BUNDLE, 'utf8') !== wanted) {
		throw new Stop('l10n/bundle.l10n.json does not hold the texts of the code.', 'run `npm run l10n`.');
	}
});
