// The whole page, updated in place from the last snapshot.
import type { DetailsPage, DetailsSection, DetailsSectionKey, VisitorDetails } from '../present/details/detailsModel';
import { createColumns } from './columns';
import type { PanelContext } from './context';
import { el } from './elements/dom';
import { createHeaderView } from './headerView';
import { createNoticeView, type PanelNotice } from './noticeView';
import { createPagesView } from './pagesView';
import { createSectionView, type SectionView } from './rows/sectionView';
import { createVariablesView } from './variables/variablesView';

interface PageView {
	readonly element: HTMLElement;
	/** `silent`: the host doesn't respond; shown in place of its last notice. */
	update(details: VisitorDetails, silent: boolean): void;
	/** Focuses the first edit that can't be saved as it is; false if there is none. */
	showBlock(): boolean;
	tick(): void;
}

export function createPageView(context: PanelContext, acts: { toggleEmpty(): void; askForState(): void }): PageView {
	const header = createHeaderView(context, () => {
		acts.toggleEmpty();
		columns.arrange();
	});
	const notice = createNoticeView(context, acts.askForState);
	const variables = createVariablesView(context);
	const pages = createPagesView(context);
	const views = new Map<DetailsSectionKey, SectionView>([['variables', variables]]);
	const columns = createColumns();
	const element = el('main', '', header.element, notice.element, columns.element);
	element.tabIndex = -1;

	function viewOf({ key }: DetailsSection): SectionView {
		const view = views.get(key) ?? createSectionView(context, key);
		views.set(key, view);
		if (key === 'visit') {
			view.element.append(pages.element);
		}
		return view;
	}

	function updateSections(sections: readonly DetailsSection[], seen: readonly DetailsPage[]): void {
		pages.update(seen);
		const shown = sections.map((section) => {
			const view = viewOf(section);
			view.update(section);
			return view.element;
		});
		columns.update(shown);
		columns.element.hidden = shown.length === 0;
	}

	return {
		element,
		update(details, silent) {
			const place = placeOfField();
			header.update(details);
			const above: PanelNotice | undefined = silent ? { kind: 'silent' } : details.notice;
			notice.update(above);
			updateSections(details.sections, details.pages);
			variables.updateEditing(details.editing);
			place?.();
		},
		showBlock: variables.showBlock,
		tick() {
			header.tick();
			notice.tick();
			pages.tick();
			for (const view of views.values()) {
				view.tick();
			}
		},
	};
}

/** Scrolls back so that the focused field doesn't move when something changes above it. */
function placeOfField(): (() => void) | undefined {
	const field = document.activeElement;
	if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
		return undefined;
	}
	const before = field.getBoundingClientRect().top;
	return () => {
		if (document.activeElement === field) {
			window.scrollBy(0, field.getBoundingClientRect().top - before);
		}
	};
}
