// What the status bar item shows while signed out: a file of its own, because activation needs it and nothing else of this folder.
import * as l10n from '@vscode/l10n';
import { escapeIcons, escapePunctuation, shorten } from '../escapes';
import type { Markdown } from '../gates/markdown';
import { maxStatusBarText, type StatusBarContent, type StatusBarOptions } from './statusBarOptions';

export function signedOutContent(format: StatusBarOptions['format']): StatusBarContent {
	const text = l10n.t('Sign in');
	const hasText = format === 'full' || format === 'compact';
	return {
		text: hasText ? `$(sign-in) ${escapeIcons(shorten(text, maxStatusBarText - '@ '.length))}` : '$(sign-in)',
		// biome-ignore lint/plugin: the text is Frontdesk's own, and the gate of Markdown isn't loaded at activation.
		tooltip: [
			'**Frontdesk**',
			escapePunctuation(l10n.t("You're not signed in.")),
			`[${escapePunctuation(l10n.t('Sign In…'))}](command:frontdesk.signIn)`,
		].join('\n\n') as Markdown,
		ariaLabel: `Frontdesk, ${text}`,
		command: 'frontdesk.signIn',
		background: undefined,
		hidden: format === 'off',
	};
}
