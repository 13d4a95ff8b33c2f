// The rows of the visitor panel, section by section: every field of a visitor has its place here. Decides nothing about time or state.
import * as l10n from '@vscode/l10n';
import type { Id, NamedValue, Visitor } from '../service/model';
import type { DetailsLink, DetailsRow, DetailsSection } from './detailsModel';
import { linkIn, mailLink, phoneLink, safeLink } from './links';
import { visitorStatusWords } from './statusWords';
import { plain } from './text';

/** About six lines in a narrow panel. */
const foldAt = 300;
const foldAtLines = 6;

/** A name longer than this is no name: the whole of it is still what Copy Visitor copies. */
const maxLabel = 120;

export interface SectionsOptions {
	/** Whether the visitor is gone although the last status read does not say so. */
	readonly gone: boolean;
	/** What the user calls a department; without a name its id is shown. */
	readonly departmentName: (id: Id) => string | undefined;
}

/** Every section but the custom variables, which are variableRows.ts. */
export function detailsSections(visitor: Visitor, options: SectionsOptions): readonly DetailsSection[] {
	return [
		{
			key: 'contact',
			title: l10n.t('Contact'),
			rows: [
				textRow('name', l10n.t('Name'), visitor.name),
				textRow('email', l10n.t('E-mail'), visitor.email, whole(visitor.email, mailLink)),
				textRow('phone', l10n.t('Phone'), visitor.phone, whole(visitor.phone, phoneLink)),
				textRow('company', l10n.t('Company'), visitor.company),
			],
		},
		{
			key: 'visit',
			title: l10n.t('Page and visit'),
			rows: [
				textRow('currentBrowsing', l10n.t('Current page'), visitor.currentBrowsing, linkIn(visitor.currentBrowsing)),
				textRow('landingPage', l10n.t('Landing page'), visitor.landingPage, linkIn(visitor.landingPage)),
				textRow('referrerUrl', l10n.t('Referrer'), visitor.referrerUrl, linkIn(visitor.referrerUrl)),
				textRow('searchEngine', l10n.t('Search engine'), visitor.searchEngine),
				textRow('searchKeywords', l10n.t('Search words'), visitor.searchKeywords),
				instantRow('visitTime', l10n.t('Visit began'), visitor.visitTime),
				instantRow('firstVisitTime', l10n.t('First visit'), visitor.firstVisitTime),
				numberRow('visits', l10n.t('Visits'), visitor.visits),
				numberRow('pageViews', l10n.t('Page views'), visitor.pageViews),
				numberRow('chats', l10n.t('Chats'), visitor.chats),
				textRow('status', options.gone ? l10n.t('Last status') : l10n.t('Status'), visitorStatusWords(visitor.status)),
				departmentRow(visitor.departmentId, options.departmentName(visitor.departmentId)),
				textRow('productService', l10n.t('Product or service'), visitor.productService),
			],
		},
		{
			key: 'technology',
			title: l10n.t('Technology'),
			rows: [
				textRow('browser', l10n.t('Browser'), visitor.browser),
				textRow('operatingSystem', l10n.t('Operating system'), visitor.operatingSystem),
				textRow('screenResolution', l10n.t('Screen'), visitor.screenResolution),
				textRow('language', l10n.t('Language'), visitor.language),
				textRow('ip', l10n.t('IP address'), visitor.ip),
				textRow('flashVersion', l10n.t('Flash'), visitor.flashVersion),
			],
		},
		{
			key: 'place',
			title: l10n.t('Place'),
			rows: [
				textRow('city', l10n.t('City'), visitor.city),
				textRow('state', l10n.t('State'), visitor.state),
				textRow('country', l10n.t('Country'), visitor.country),
				{ ...textRow('timeZone', l10n.t('Local time'), visitor.timeZone), kind: 'zone' },
			],
		},
		{ key: 'fields', title: l10n.t('Custom fields'), rows: namedRows('fields', visitor.customFields) },
		{
			key: 'more',
			title: l10n.t('More'),
			rows: [
				{ ...textRow('id', l10n.t('Visitor id'), visitor.id), kind: 'code' },
				...Object.entries(visitor.more).map(([name, value]) => rawRow(name, value)),
			],
		},
	];
}

/** The first words of two rows may be alike: a name that stands twice is told apart by its turn. */
function namedRows(section: string, values: readonly NamedValue[]): readonly DetailsRow[] {
	const turns = new Map<string, number>();
	return values.map((value) => {
		const turn = (turns.get(value.name) ?? 0) + 1;
		turns.set(value.name, turn);
		return namedRow(`${section}/${turn}/${value.name}`, value);
	});
}

export function namedRow(key: string, { name, value, url }: NamedValue): DetailsRow {
	const label = plain(name, maxLabel) || l10n.t('(no name)');
	const href = safeLink(url);
	const text = value === '' ? url : value;
	const link = href === undefined ? linkIn(value) : { href, text };
	const row = textRow(key, label, text, link);
	return href === undefined && url !== '' && value !== '' ? { ...row, note: url } : row;
}

function textRow(key: string, label: string, text: string, link?: DetailsLink): DetailsRow {
	const blank = text.trim() === '';
	return {
		key,
		label,
		text,
		kind: 'text',
		...(link && { link }),
		empty: blank,
		long: text.length > foldAt || text.split('\n', foldAtLines + 1).length > foldAtLines,
		changed: false,
	};
}

function numberRow(key: string, label: string, value: number | undefined): DetailsRow {
	return textRow(key, label, value === undefined ? '' : String(value));
}

function instantRow(key: string, label: string, at: number | undefined): DetailsRow {
	const date = new Date(at ?? Number.NaN);
	if (at === undefined || Number.isNaN(date.getTime())) {
		return textRow(key, label, '');
	}
	return { ...textRow(key, label, date.toISOString()), kind: 'instant', at };
}

function departmentRow(id: string, name: string | undefined): DetailsRow {
	const row = textRow('departmentId', l10n.t('Department'), name ?? id);
	return name === undefined ? row : { ...row, note: id };
}

function rawRow(name: string, value: unknown): DetailsRow {
	const label = plain(name, maxLabel) || l10n.t('(no name)');
	return { ...textRow(`more/${name}`, label, JSON.stringify(value, undefined, 2) ?? ''), kind: 'code' };
}

function whole(text: string, toHref: (text: string) => string | undefined): DetailsLink | undefined {
	const href = toHref(text);
	return href === undefined ? undefined : { href, text };
}
