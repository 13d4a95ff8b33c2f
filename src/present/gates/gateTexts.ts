// Escapes any text for the surfaces of VS Code that interpret it.
import { escapeIcons } from '../escapes';
import { escapeLinks, toSingleLine } from '../text';

/** One line for a quick pick or a message in the status bar, where VS Code draws icons. */
export function labelText(text: string): string {
	return escapeIcons(toSingleLine(text));
}

/** One line for a notification, where VS Code makes links. */
export function messageText(text: string): string {
	return escapeLinks(toSingleLine(text));
}

/** One line below an input box, where VS Code makes links and draws icons. */
export function promptText(text: string): string {
	return escapeIcons(messageText(text));
}

/** For a modal question, which shows a text as it is; it keeps its lines. */
export function questionDetail(text: string): string {
	return text
		.split('\n')
		.map((line) => toSingleLine(line))
		.join('\n');
}
