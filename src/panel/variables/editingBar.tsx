// The bar below the variables: add, save, discard, undo, and what became of the last save.
import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EditingState, WriteReport } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import { usePanel } from '../context';
import { Button } from '../elements/button';
import { classes } from '../elements/classes';
import { Icon } from '../elements/icon';
import { useBriefly } from '../elements/useBriefly';
import { Report } from './report';

/** How long "Saved" is shown, in ms. */
const shownFor = 6000;

interface EditingBarProps {
	readonly state: EditingState;
	/** Whether the form for a new variable is open. */
	readonly adding: boolean;
	readonly onAdd: () => void;
	/** Takes the focus where the element that had it goes. */
	readonly status: RefObject<HTMLSpanElement | null>;
}

export function EditingBar({ state, adding, onAdd, status }: EditingBarProps) {
	const panel = usePanel();
	const { drafts, saving, report, possible } = state;
	/** Whether one more click discards everything: until the button loses the focus. */
	const [isArmed, setArmed] = useState(false);
	/** The finished write that is shown for a while. */
	const [done, showDone] = useBriefly<WriteReport>(shownFor);
	/** The last report that this page has seen: those that an earlier page has shown are not announced again. */
	const seen = useRef(report?.id);
	useLayoutEffect(() => {
		if (report && report.id !== seen.current) {
			panel.announce([report.title, ...report.lines].map(visibleText).join(' '));
			showDone(report);
		}
		seen.current = report?.id ?? seen.current;
	}, [report, panel]);
	if (!possible && drafts === 0 && !saving) {
		return null;
	}

	const act: typeof panel.run = (method, params) => {
		status.current?.focus();
		return panel.run(method, params);
	};

	function save(): void {
		status.current?.focus();
		void panel.save();
	}

	/** Several edits are discarded at the second click. */
	function discardAll(): void {
		if (drafts > 1 && !isArmed) {
			setArmed(true);
			panel.announce(reallyWords(drafts));
		} else {
			void act('discard', null);
		}
	}

	const isNeeded = drafts > 0 || saving || report?.tone === 'problem';
	return (
		<div class={classes('bar', isNeeded && 'needed', adding && 'adding')} aria-busy={saving}>
			<Report
				report={report}
				acts={{
					saveAgain: save,
					restore: () => void act('restore', null),
					undoAnyway: () => void act('undo', { anyway: true }),
					dismiss: () => void act('dismiss', null),
				}}
			/>
			{!state.keptOverReload && drafts > 0 && (
				<p class="memory">
					{l10n.t("Secret storage isn't available. Unsaved edits are lost when the window reloads.")}
				</p>
			)}
			<div class="line">
				<div class="others">
					{possible && !adding && (
						<Button class="quiet addVariable" onClick={onAdd}>
							<Icon name="add" />
							{l10n.t('Add Variable')}
						</Button>
					)}
					{state.undo && !saving && (
						<Button onClick={() => void act('undo', { anyway: false })}>{l10n.t('Undo Last Save')}</Button>
					)}
				</div>{' '}
				<div class="saving">
					<div class="count">
						{saving && <span class="ring" />}
						<span class="words" tabIndex={-1} ref={status}>
							{statusWords(state, done)}
						</span>
					</div>{' '}
					{drafts > 0 && !saving && (
						<Button class="second" onClick={discardAll} onBlur={() => setArmed(false)}>
							{isArmed && drafts > 1 ? reallyWords(drafts) : l10n.t('Discard All')}
						</Button>
					)}{' '}
					{drafts > 0 && (
						<Button class="first" aria-disabled={saving} onClick={save}>
							{l10n.t({ message: 'Save', comment: 'Button: saves custom variables' })}
						</Button>
					)}
				</div>
			</div>
		</div>
	);
}

function reallyWords(drafts: number): string {
	return l10n.t('Really Discard {0}?', drafts);
}

function statusWords({ drafts, saving, report }: EditingState, done: WriteReport | undefined): string {
	if (saving) {
		return l10n.t({ message: 'Saving…', comment: 'In progress' });
	}
	if (drafts > 0) {
		return l10n.t('{0} not saved', drafts);
	}
	return done?.tone === 'done' && done.id === report?.id ? done.title : '';
}
