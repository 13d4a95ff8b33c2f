// The button of a row that has the host copy its value, and shows that it worked.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { attempt, usePanel } from '../context';
import { classes } from '../elements/classes';
import { Icon } from '../elements/icon';
import { useBriefly } from '../elements/useBriefly';

/** How long it shows that it worked, in ms. */
const doneFor = 1500;

interface CopyButtonProps {
	readonly row: DetailsRow;
	/** Whether Tab stops at it; arrow keys reach the others. */
	readonly isTabStop: boolean;
}

export function CopyButton({ row: { key, label }, isTabStop }: CopyButtonProps) {
	const panel = usePanel();
	const [isCopied, showCopied] = useBriefly<boolean>(doneFor);

	async function copy(): Promise<void> {
		const copying = panel.host.call('copy', { row: key });
		if ((await attempt(panel, copying, l10n.t("{0} couldn't be copied.", label))) && (await copying) !== false) {
			panel.announce(l10n.t({ message: 'Copied {0}', comment: 'Done; {0} is the name of a field', args: [label] }));
			showCopied(true);
		}
	}

	const name = l10n.t({ message: 'Copy {0}', comment: 'Verb; {0} is the name of a field', args: [label] });
	return (
		<button
			type="button"
			class={classes('tool copy', isCopied && 'copied')}
			title={name}
			aria-label={name}
			tabIndex={isTabStop ? 0 : -1}
			onClick={() => void copy()}
		>
			<Icon name={isCopied ? 'done' : 'copy'} />
		</button>
	);
}
