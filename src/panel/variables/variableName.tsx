// The name of a custom variable and the icons beside it, each with words for assistive technology.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { Icon, type IconName } from '../elements/icon';
import { Unseen } from '../elements/unseen';
import { Changed } from '../rows/row';

interface VariableNameProps {
	readonly row: DetailsRow;
	/** For the field of the value, which the name labels. */
	readonly id: string;
}

export function VariableName({ row, id }: VariableNameProps) {
	const { pinned, readOnly, masked, draft } = row.variable ?? {};
	return (
		<dt>
			<span class="name" dir="auto" id={id}>
				{row.label}
			</span>
			{pinned && (
				<Sign
					icon="pin"
					title={l10n.t('Pinned by the setting frontdesk.variables.pinned')}
					words={l10n.t({ message: 'pinned', comment: 'Adjective: always shown first' })}
				/>
			)}
			{readOnly && (
				<Sign
					icon="lock"
					title={
						masked ? l10n.t('Hidden by privacy mode') : l10n.t('Protected by the setting frontdesk.variables.readOnly')
					}
					words={l10n.t('read-only')}
				/>
			)}
			{row.changed && <Changed />}
			{draft && <Unseen>{l10n.t('not saved')}</Unseen>}
		</dt>
	);
}

function Sign({ icon, title, words }: { readonly icon: IconName; readonly title: string; readonly words: string }) {
	return (
		<span class="sign" title={title}>
			<Icon name={icon} />
			<Unseen>{words}</Unseen>
		</span>
	);
}
