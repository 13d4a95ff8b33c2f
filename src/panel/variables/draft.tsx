// What is shown below an edited variable: that it isn't saved, its old value, and the choice in a conflict.
import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import type { DetailsRow, VariableState, VariableValue } from '../../present/details/detailsModel';
import { Button } from '../elements/button';
import { Icon } from '../elements/icon';
import { StrangerText } from '../rows/strangerText';
import { Value } from '../rows/value';

interface DraftProps {
	readonly row: DetailsRow;
	readonly variable: VariableState;
	/** What stands in the fields; undefined where they are closed. */
	readonly typed: VariableValue | undefined;
	readonly onChoose: (side: 'mine' | 'theirs') => void;
	/** Takes another unsaved value. */
	readonly onUse: (value: string) => void;
	readonly choice: RefObject<HTMLFieldSetElement | null>;
}

export function Draft({ row, variable, typed, onChoose, onUse, choice }: DraftProps) {
	const { name, draft, saved, draftWords, linkWords, conflict, also = [] } = variable;
	return (
		<div class="draft">
			<p class="state">
				<span class="unsaved">{draftWords}</span>{' '}
				{linkWords && !typed && <StrangerText class="newLink" text={linkWords} />}
			</p>
			{saved && saved.value !== draft?.value && !conflict && (
				<span class="was">
					<span class="label">{l10n.t({ message: 'was:', comment: 'Before an old value' })}</span>{' '}
					<s class="old">
						<Value row={withText(row, saved.value)} />
					</s>
				</span>
			)}
			{conflict && (
				<fieldset class="choice" aria-label={conflict} tabIndex={-1} ref={choice}>
					<Icon name="warning" />
					<p class="words" dir="auto">
						{conflict}
					</p>
					<div class="buttons">
						<Button class="second" aria-label={l10n.t('Keep mine of {0}', name)} onClick={() => onChoose('mine')}>
							{l10n.t('Keep Mine')}
						</Button>{' '}
						<Button class="second" aria-label={l10n.t('Take theirs of {0}', name)} onClick={() => onChoose('theirs')}>
							{l10n.t('Take Theirs')}
						</Button>
					</div>
				</fieldset>
			)}
			{also
				.filter(({ value }) => value !== (typed ?? draft)?.value)
				.map(({ value, words }) => (
					<p key={value} class="also">
						<span class="words" dir="auto">
							{words}
						</span>{' '}
						<Button aria-label={l10n.t('Use this for {0}', name)} onClick={() => onUse(value)}>
							{l10n.t('Use This')}
						</Button>
					</p>
				))}
		</div>
	);
}

export function isSameValue(a: VariableValue | undefined, b: VariableValue | undefined): boolean {
	return a?.value === b?.value && a?.url === b?.url;
}

/** A draft in place of the service's value. */
export function draftRow(row: DetailsRow): DetailsRow {
	const { draft, saved } = row.variable ?? {};
	return draft && !isSameValue(draft, saved) ? withText(row, draft.value) : row;
}

/** The row as if it had another text, and no link in it. */
function withText({ link, note, ...rest }: DetailsRow, text: string): DetailsRow {
	return { ...rest, text, empty: text === '' };
}
