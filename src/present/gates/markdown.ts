// Markdown as a type of its own: texts from outside get into it escaped, and in no other way.
import { escapePunctuation } from '../escapes';
import type { StatusBarCommand } from '../statusBar/statusBarCommands';
import { toSingleLine } from '../text';
import type { Markdown } from './ownMarkdown';

/** One line of text without any meaning to Markdown: no markup, no link, no HTML, no entity. */
export function escapeMarkdown(text: string): Markdown {
	return escapePunctuation(toSingleLine(text)) as Markdown;
}

/**
 * A link that runs a command. VS Code decodes its query once or twice, depending on where it is clicked.
 * Percent signs of the argument are written as \\u0025, so that a status like `%22,%22` is the same either way.
 */
export function commandLink(
	title: string,
	command: StatusBarCommand,
	argument?: { readonly status: string },
): Markdown {
	const json = argument && JSON.stringify([argument]).replace(/%/g, '\\u0025');
	const query = json === undefined ? '' : `?${encodeURIComponent(json).replace(/[!'()*]/g, percent)}`;
	return `[${escapeMarkdown(title)}](command:${command}${query})` as Markdown;
}

function percent(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
