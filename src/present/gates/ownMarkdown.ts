// The part of the gate of Markdown that activation needs: markup and texts of Frontdesk's own.
import { escapePunctuation } from '../escapes';

declare const safe: unique symbol;

/** Markdown whose markup, links and icons are all of Frontdesk's own. */
export type Markdown = string & { readonly [safe]: true };

/** A text of the bundle without a value in it: such a text is one visible line already. */
export function ownText(text: string): Markdown {
	return escapePunctuation(text) as Markdown;
}

/** Markup as it stands in the code, around parts that are Markdown. */
export function markdown(markup: TemplateStringsArray, ...parts: readonly Markdown[]): Markdown {
	return String.raw({ raw: markup }, ...parts) as Markdown;
}

/** Those parts that aren't empty. */
export function joinMarkdown(parts: readonly Markdown[], separator: ' ' | ' · ' | '  \n' | '\n\n'): Markdown {
	return parts.filter((part) => part !== '').join(separator) as Markdown;
}
