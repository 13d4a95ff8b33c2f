// Rules for the translations: each has every English text, and keeps in it what isn't language.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { maxStatusBarText } from '../../src/present/statusBar/statusBarOptions';
import { project } from './manifest';

/** The languages beside English, as VS Code names them. Others may be there too. */
const languages = ['de', 'zh-cn'];

type Entry = string | { readonly message: string };
type Texts = ReadonlyMap<string, string>;

const inManifest = /^package\.nls\.(.+)\.json$/;
const inCode = /^bundle\.l10n\.(.+)\.json$/;
const english = { manifest: readTexts('package.nls.json'), code: readTexts('l10n/bundle.l10n.json') };

/** The texts of a file by their keys. Tools write either form of an entry. */
function readTexts(file: string): Texts {
	const entries: Record<string, Entry> = JSON.parse(readFileSync(path.join(project, file), 'utf8'));
	return new Map(
		Object.entries(entries).map(([key, entry]) => [key, typeof entry === 'string' ? entry : entry.message]),
	);
}

/** The languages of the files in a folder whose names match. */
function languagesIn(folder: string, name: RegExp): string[] {
	return readdirSync(path.join(project, folder))
		.flatMap((file) => name.exec(file)?.[1] ?? [])
		.sort();
}

/** Placeholders, icons, names in backticks, link targets, URLs, settings, variables of a shell, the check mark and the ellipsis at the end. */
const notLanguage =
	/`[^`]*`|\]\([^)]*\)|\$\([\w~-]+\)|\{\w+\}|https?:\/\/[\w.:/@%-]*\w|\bfrontdesk\.[\w.]*\w|\$[A-Z]+|✓|…$/g;

function keptParts(text: string): readonly string[] {
	return (text.match(notLanguage) ?? []).sort();
}

/** The titles of commands by their English titles, without those of one word: such a word may mean something else elsewhere. */
function commandTitles(manifest: Texts): Texts {
	const titles = [...english.manifest].filter(([key, title]) => key.startsWith('command.') && /[ …]/.test(title));
	return new Map(titles.map(([key, title]) => [title, manifest.get(key) ?? '']));
}

describe('The translations', () => {
	const found = languagesIn('.', inManifest);
	const foundInCode = languagesIn('l10n', inCode);

	it('are there for each language of the list', () => {
		assert.deepEqual(
			languages.filter((language) => !found.includes(language)),
			[],
		);
	});

	it('name their own language, in which numbers are written out', () => {
		for (const language of foundInCode) {
			const texts = [...readTexts(`l10n/bundle.l10n.${language}.json`)];
			const tag = texts.find(([key]) => key.startsWith('en/'))?.[1];
			assert.equal(tag?.toLowerCase(), language);
		}
	});

	it('are of the manifest and of the code alike', () => {
		assert.deepEqual(foundInCode, found);
	});

	for (const language of found.filter((each) => foundInCode.includes(each))) {
		describe(`to ${language}`, () => {
			const files = {
				manifest: { texts: readTexts(`package.nls.${language}.json`), of: english.manifest },
				code: { texts: readTexts(`l10n/bundle.l10n.${language}.json`), of: english.code },
			};

			for (const [name, { texts, of }] of Object.entries(files)) {
				it(`have exactly the keys of the English texts of the ${name}`, () => {
					assert.deepEqual([...texts.keys()].sort(), [...of.keys()].sort());
				});

				it(`have no text of the ${name} that is empty or begins or ends with a space`, () => {
					assert.deepEqual(
						[...texts].filter(([, text]) => text === '' || text !== text.trim()),
						[],
					);
				});

				it(`keep what isn't language in each text of the ${name}`, () => {
					for (const [key, text] of texts) {
						assert.deepEqual(keptParts(text), keptParts(of.get(key) ?? ''), text);
					}
				});
			}

			it('name a command in settings, buttons and links by its title', () => {
				const titles = commandTitles(files.manifest.texts);
				for (const [key, text] of files.manifest.texts) {
					const named = [...(english.manifest.get(key) ?? '').matchAll(/\*\*Frontdesk: (.+?)\*\*/g)];
					assert.deepEqual(
						[...text.matchAll(/\*\*Frontdesk: (.+?)\*\*/g)].map(([, title]) => title).sort(),
						named.map(([, title = '']) => titles.get(title)).sort(),
						text,
					);
				}
				for (const [key, text] of files.code.texts) {
					const title = titles.get(english.code.get(key) ?? '');
					assert.equal(text, title ?? text);
				}
			});

			it('call a choice in a menu the same with and without its check mark', () => {
				for (const [key, text] of files.manifest.texts) {
					if (key.endsWith('.checked')) {
						assert.equal(text, `✓ ${files.manifest.texts.get(key.replace('.checked', ''))}`);
					}
				}
			});

			it('have room in the status bar, beside an icon', () => {
				const alone = ['Sign in', 'Sign in again', 'Select my agent', 'no data'];
				const inStatusBar = [...english.code.keys()].filter(
					(key) => alone.includes(key) || key.includes('/In the status bar'),
				);
				assert.equal(inStatusBar.length, alone.length + 4);
				assert.deepEqual(
					inStatusBar.filter((key) => (files.code.texts.get(key) ?? '').length > maxStatusBarText - '@ '.length),
					[],
				);
			});

			it('name their language, in which Intl writes lists, numbers and dates', () => {
				const key = [...english.code.keys()].find((each) => each.startsWith('en/')) ?? '';
				const tag = files.code.texts.get(key) ?? '';
				assert.equal(tag.toLowerCase(), language);
				assert.deepEqual(Intl.ListFormat.supportedLocalesOf(tag), [tag]);
			});
		});
	}
});
