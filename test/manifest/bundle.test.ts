// Rules for the texts that translators get: all of them, in the format of VS Code's tools, with a comment where a text is ambiguous.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { fieldTitle } from '../../src/present/fieldTitles';
import { urgencyTitle } from '../../src/present/status/statusTexts';
import { project } from './manifest';

type Entry = string | { readonly message: string; readonly comment: readonly string[] };

const bundle: Record<string, Entry> = JSON.parse(readFileSync(path.join(project, 'l10n/bundle.l10n.json'), 'utf8'));
const manifestTexts: Record<string, string> = JSON.parse(readFileSync(path.join(project, 'package.nls.json'), 'utf8'));

/** Words of a text without its placeholders and icons. */
function wordsOf(text: string): readonly string[] {
	return text.replace(/\{\d+\}|\$\([\w-]+\)/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
}

describe('The bundle for translators', () => {
	it('holds every text of the code', () => {
		const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/l10n.mjs', '--check'], {
			cwd: project,
			encoding: 'utf8',
		});
		assert.equal(status, 0, stdout + stderr);
	});

	it('holds them all: no words stand in the code where a text is shown', () => {
		const shown =
			/(?:\b(?:title|label|detail|description|placeHolder|placeholder|prompt|tooltip|ariaLabel|none|what|next)\s*[:=]\s*|\b(?:showInformation|showWarning|showError|askModal|showBriefly|UserFacingError)\(\s*)(['"`])(?:(?!\1).)*?[a-z]{2,} [a-z]{2}/i;
		const found = readdirSync(path.join(project, 'src'), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.tsx?$/.test(file) && !/^(?:sandbox|service|desk)\b/.test(file))
			.flatMap((file) => {
				const lines = readFileSync(path.join(project, 'src', file), 'utf8').split('\n');
				return lines.flatMap((line, at) =>
					shown.test(line.replace(/\$\{[^}]*\}/g, '')) && !/l10n\.t\(|^\s*(?:\/\/|\*|\/\*)/.test(line)
						? [`${file}:${at + 1}: ${line.trim()}`]
						: [],
				);
			});
		assert.deepEqual(found, []);
	});

	it('has the format of l10n-dev: the key of a text with a comment is “text/comment”', () => {
		for (const [key, entry] of Object.entries(bundle)) {
			assert.equal(key, typeof entry === 'string' ? entry : `${entry.message}/${entry.comment.join('')}`);
		}
	});

	it('explains each text of a single word or of placeholders alone', () => {
		const unexplained = Object.values(bundle).filter((entry) => typeof entry === 'string' && wordsOf(entry).length < 2);
		assert.deepEqual(unexplained, []);
	});

	it('explains in words, without repeating the text', () => {
		for (const entry of Object.values(bundle)) {
			if (typeof entry !== 'string') {
				assert.ok(wordsOf(entry.comment.join(' ')).length >= 2, entry.message);
			}
		}
	});

	it('lets a word with two meanings have two translations', () => {
		const meanings = (word: string) =>
			Object.values(bundle).filter((entry) => typeof entry === 'object' && entry.message === word).length;
		assert.deepEqual(['Other', 'Chats', 'Name', 'Status', 'ID'].map(meanings), [2, 2, 3, 2, 2]);
	});

	it('is a valid translation as it stands: texts and entries with a comment are both understood', () => {
		const translated = Object.fromEntries(
			Object.entries(bundle).map(([key, entry], at) => {
				const text = typeof entry === 'string' ? entry : entry.message;
				// Tools write either form.
				return [key, at % 2 === 0 ? `»${text}` : { message: `»${text}`, comment: [] }];
			}),
		);
		try {
			l10n.config({ contents: translated });
			for (const text of [fieldTitle('state'), fieldTitle('email'), urgencyTitle('left'), urgencyTitle('onSite')]) {
				assert.match(text, /^»/);
			}
		} finally {
			l10n.config({ contents: {} });
		}
	});
});

describe('A text for a person', () => {
	it('is written in VS Code’s own voice', () => {
		const inCode = Object.values(bundle).map((entry) => (typeof entry === 'string' ? entry : entry.message));
		const texts = [...inCode, ...Object.values(manifestTexts)];
		const words =
			/\b(?:somebody|nobody|whoever|meanwhile|secret store|gives? up|did not|does not|do not|can ?not|could not|is not)\b/i;
		assert.deepEqual(
			texts.filter((text) => words.test(text)),
			[],
		);
	});
});
