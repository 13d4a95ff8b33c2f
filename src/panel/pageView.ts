// The whole page as a function of the last snapshot, changed in place; knows nothing of messages.
import type { DetailsSection, DetailsSectionKey, VisitorDetails } from '../present/detailsModel';
import type { PanelContext } from './context';
import { el, keyedList } from './dom';
import { createHeaderView } from './headerView';
import { createNoticeView, type PanelNotice } from './noticeView';
import { createSectionView, type SectionView } from './sectionView';

/** Sections that stay together when the page is wide: the order is that of a narrow page, and nothing jumps between columns. */
const columns: readonly (readonly DetailsSectionKey[])[] = [
	['variables'],
	['contact', 'visit'],
	['technology', 'place', 'fields', 'more'],
];

export interface PageView {
	readonly element: HTMLElement;
	/** `silent`: the host does not answer, which outweighs its own last notice. */
	update(details: VisitorDetails, silent: boolean): void;
	tick(): void;
}

export function createPageView(context: PanelContext, acts: { toggleEmpty(): void; askAgain(): void }): PageView {
	const header = createHeaderView(context, acts.toggleEmpty);
	const notice = createNoticeView(context, acts.askAgain);
	const lists = columns.map((keys) => {
		const element = el('div', 'column');
		const sections = keyedList<DetailsSection, SectionView>(element, ({ key }) => createSectionView(context, key));
		return { keys, element, sections };
	});
	const body = el('div', 'columns', ...lists.map(({ element }) => element));
	const element = el('main', '', header.element, notice.element, body);

	return {
		element,
		update(details, silent) {
			header.update(details);
			const above: PanelNotice | undefined = silent ? { kind: 'silent' } : details.notice;
			notice.update(above);
			for (const { keys, sections } of lists) {
				sections.update(details.sections.filter(({ key }) => keys.includes(key)));
			}
			body.hidden = details.sections.length === 0;
		},
		tick() {
			header.tick();
			notice.tick();
			for (const { sections } of lists) {
				for (const section of sections.views) {
					section.tick();
				}
			}
		},
	};
}
