// What the status bar item shows while signed out: a file of its own, because activation needs it and nothing else of this folder.
import * as l10n from '@vscode/l10n';
import { escapeIcons, shorten } from '../escapes';
import { joinMarkdown, markdown, ownText } from '../gates/ownMarkdown';
import { maxStatusBarText, type StatusBarContent, type StatusBarOptions } from './statusBarOptions';

export function signedOutContent(format: StatusBarOptions['format']): StatusBarContent {
	const text = l10n.t('Sign in');
	const hasText = format === 'full' || format === 'compact';
	return {
		text: hasText ? `$(sign-in) ${escapeIcons(shorten(text, maxStatusBarText - '@ '.length))}` : '$(sign-in)',
		tooltip: joinMarkdown(
			[
				markdown`**Frontdesk**`,
				ownText(l10n.t("You're not signed in.")),
				markdown`[${ownText(l10n.t('Sign In…'))}](command:frontdesk.signIn)`,
			],
			'\n\n',
		),
		ariaLabel: `Frontdesk, ${text}`,
		command: 'frontdesk.signIn',
		background: undefined,
		hidden: format === 'off',
	};
}
