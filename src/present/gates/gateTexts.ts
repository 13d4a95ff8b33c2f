// What a text is shown as on the surfaces of VS Code that interpret it. It may be any text; it is one line of visible characters then.
import { escapeIcons } from '../escapes';
import { escapeLinks, toSingleLine } from '../text';

/** Of a quick pick and of a message in the status bar, where VS Code draws icons. */
export function labelText(text: string): string {
	return escapeIcons(toSingleLine(text));
}

/** Of a notification, where VS Code makes links. */
export function messageText(text: string): string {
	return escapeLinks(toSingleLine(text));
}

/** Below an input box, where VS Code makes links and draws icons. */
export function promptText(text: string): string {
	return escapeIcons(messageText(text));
}

/** Of a modal question, which shows a text as it is, also in several lines. */
export function questionDetail(text: string): string {
	return text
		.split('\n')
		.map((line) => toSingleLine(line))
		.join('\n');
}
