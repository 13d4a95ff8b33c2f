// The texts of a language, and the English ones that they stand for: what a surface shows is of the first, and none of the second.
import { readFileSync } from 'node:fs';
import path from 'node:path';

type Language = 'de' | 'zh-cn';

interface TranslatedTexts {
	/** The translation of a text of the manifest, by its key. */
	readonly manifest: Readonly<Record<string, string>>;
	/** Those that are a text of the language. */
	translated(texts: readonly string[]): readonly string[];
	/** Those that are an English text which the language has in other words. */
	english(texts: readonly string[]): readonly string[];
}

type Entry = string | { readonly message: string };

/** Tests run in the project's folder. */
function readTexts(file: string): Readonly<Record<string, Entry>> {
	return JSON.parse(readFileSync(path.resolve(file), 'utf8'));
}

const textOf = (entry: Entry | undefined) => (typeof entry === 'string' ? entry : (entry?.message ?? ''));

/** The paragraphs of a welcome, as they are shown: a link stands as its title. */
const paragraphs = (text: string) => text.split('\n').map((line) => line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));

export function translatedTexts(language: Language): TranslatedTexts {
	const files = [
		['l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
		['package.nls.json', `package.nls.${language}.json`],
	] as const;
	const pairs = files.flatMap(([english, translation]) => {
		const texts = readTexts(translation);
		return Object.entries(readTexts(english)).map(([key, entry]) => [textOf(entry), textOf(texts[key])] as const);
	});
	const translations = new Set(pairs.flatMap(([, translation]) => paragraphs(translation)));
	const originals = new Set(pairs.flatMap(([english]) => paragraphs(english)));
	const trimmed = (texts: readonly string[]) => [...new Set(texts.map((text) => text.trim()))];
	return {
		manifest: Object.fromEntries(
			Object.entries(readTexts(`package.nls.${language}.json`)).map(([key, entry]) => [key, textOf(entry)]),
		),
		translated: (texts) => trimmed(texts).filter((text) => translations.has(text)),
		english: (texts) => trimmed(texts).filter((text) => originals.has(text) && !translations.has(text)),
	};
}
