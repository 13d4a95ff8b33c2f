// A text of a stranger: with the link that is in it, folded where it is long, and with everything visible that could hide something.
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DetailsLink } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import { folded, isLong } from '../../present/details/folding';
import { language } from '../../present/language';
import { usePanel } from '../context';

interface StrangerTextProps {
	readonly class: string;
	readonly text: string;
	readonly link?: DetailsLink | undefined;
	/** The row that the host opens the link by. */
	readonly row?: string;
}

export function StrangerText({ class: className, text, link, row = '' }: StrangerTextProps) {
	/** Undefined until the user has opened or closed it. */
	const [open, setOpen] = useState<boolean>();
	const button = useRef<HTMLButtonElement>(null);
	useLayoutEffect(() => {
		if (open !== undefined) {
			button.current?.scrollIntoView({ block: 'nearest' });
		}
	}, [open]);
	const long = isLong(text);
	const shown = long && !open ? folded(text) : text;
	const part = link && linkPart(link, text, shown);
	const start = part ? shown.indexOf(part) : shown.length;
	return (
		<>
			<span class={className} dir="auto">
				{visibleText(shown.slice(0, start))}
				{link && part && <Link href={link.href} text={visibleText(part)} row={row} />}
				{part && visibleText(shown.slice(start + part.length))}
			</span>
			{long && ' '}
			{long && (
				<button
					type="button"
					class="quiet fold"
					aria-expanded={open === true}
					onClick={() => setOpen(!open)}
					ref={button}
				>
					{open ? l10n.t('Show less') : l10n.t('Show all {0} characters', text.length.toLocaleString(language()))}
				</button>
			)}
		</>
	);
}

/** The part of the shown text that is the link: a folded text may have lost it, or be part of it. */
function linkPart(link: DetailsLink, text: string, shown: string): string | undefined {
	if (link.text === text) {
		return shown === '' ? undefined : shown;
	}
	return shown.includes(link.text) ? link.text : undefined;
}

/** A link that VS Code opens itself, with its own question about the site; `tel:` it only opens when the host asks. */
function Link({ href, text, row }: { readonly href: string; readonly text: string; readonly row: string }) {
	const panel = usePanel();

	function onClick(event: Event): void {
		if (href.startsWith('tel:')) {
			event.preventDefault();
			void panel.run('open', { row }, l10n.t("The number couldn't be opened."));
		}
	}

	// The user must see where a link leads before following it, also if the text says something else.
	return (
		<a href={href} title={href} onClick={onClick}>
			{text}
		</a>
	);
}
