// The rows of the visitor panel, section by section: every field of a visitor is in one of them.
import * as l10n from '@vscode/l10n';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { fieldTitle, type TitledField } from '../fieldTitles';
import { linkIn, mailLink, phoneLink, safeLink } from '../links';
import { visitorStatusText } from '../status/statusTexts';
import { visibleLine } from '../text';
import { zoneOffset } from '../time';
import type { DetailsLink, DetailsRow, DetailsSection } from './detailsModel';

/** Longest label (UTF-16 units). Copy Visitor copies the whole name. */
const maxLabel = 120;

interface SectionsOptions {
	/** Whether the visitor has left although the last status is another one. */
	readonly gone: boolean;
	/** The name of a department; without one its ID is shown. */
	readonly departmentName: (id: Id) => string | undefined;
}

/** Every section but the custom variables (variableRows.ts). */
export function detailsSections(visitor: Visitor, options: SectionsOptions): readonly DetailsSection[] {
	return [
		{
			key: 'contact',
			title: l10n.t({ message: 'Contact', comment: 'Heading above name, e-mail, phone and company of a visitor' }),
			rows: [
				fieldRow(visitor, 'name'),
				fieldRow(visitor, 'email', whole(visitor.email, mailLink)),
				fieldRow(visitor, 'phone', whole(visitor.phone, phoneLink)),
				fieldRow(visitor, 'company'),
			],
		},
		{
			key: 'visit',
			title: l10n.t('Page and visit'),
			rows: [
				fieldRow(visitor, 'currentBrowsing', linkIn(visitor.currentBrowsing)),
				fieldRow(visitor, 'landingPage', linkIn(visitor.landingPage)),
				fieldRow(visitor, 'referrerUrl', linkIn(visitor.referrerUrl)),
				fieldRow(visitor, 'searchEngine'),
				fieldRow(visitor, 'searchKeywords'),
				instantRow('visitTime', visitor.visitTime),
				instantRow('firstVisitTime', visitor.firstVisitTime),
				numberRow('visits', visitor.visits),
				numberRow('pageViews', visitor.pageViews),
				numberRow('chats', visitor.chats),
				statusRow(visitor.status, options.gone),
				departmentRow(visitor.departmentId, options.departmentName(visitor.departmentId)),
				fieldRow(visitor, 'productService'),
			],
		},
		{
			key: 'technology',
			title: l10n.t({
				message: 'Technology',
				comment: 'Heading above browser, operating system and screen of a visitor',
			}),
			rows: [
				fieldRow(visitor, 'browser'),
				fieldRow(visitor, 'operatingSystem'),
				fieldRow(visitor, 'screenResolution'),
				fieldRow(visitor, 'language'),
				fieldRow(visitor, 'ip'),
				fieldRow(visitor, 'flashVersion'),
			],
		},
		{
			key: 'place',
			title: l10n.t({ message: 'Place', comment: 'Heading above city, country and local time of a visitor' }),
			rows: [
				fieldRow(visitor, 'city'),
				fieldRow(visitor, 'state'),
				fieldRow(visitor, 'country'),
				zoneRow(visitor.timeZone),
			],
		},
		{ key: 'fields', title: fieldTitle('customFields'), rows: namedRows('fields', visitor.customFields) },
		{
			key: 'more',
			title: l10n.t({ message: 'More', comment: 'Heading above fields of a visitor that Frontdesk has no name for' }),
			rows: [
				{ ...textRow('id', l10n.t('Visitor ID'), visitor.id), kind: 'code' },
				...Object.entries(visitor.more).map(([name, value]) => rawRow(name, value)),
			],
		},
	];
}

/** Names may occur twice: the key of a row has a counter. */
function namedRows(section: string, values: readonly NamedValue[]): readonly DetailsRow[] {
	const turns = new Map<string, number>();
	return values.map((value) => {
		const turn = (turns.get(value.name) ?? 0) + 1;
		turns.set(value.name, turn);
		return namedRow(`${section}/${turn}/${value.name}`, value);
	});
}

export function namedRow(key: string, { name, value, url }: NamedValue): DetailsRow {
	const label = visibleLine(name, maxLabel) || l10n.t('(no name)');
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
		changed: false,
	};
}

type TextField = { [Field in TitledField]: Visitor[Field] extends string ? Field : never }[TitledField];

function fieldRow(visitor: Visitor, field: TextField, link?: DetailsLink): DetailsRow {
	return textRow(field, fieldTitle(field), visitor[field], link);
}

function zoneRow(timeZone: string): DetailsRow {
	const offset = zoneOffset(timeZone);
	const row = textRow('timeZone', l10n.t('Local time'), timeZone);
	return offset === undefined ? row : { ...row, zoneOffset: offset };
}

function numberRow(field: TitledField, value: number | undefined): DetailsRow {
	return textRow(field, fieldTitle(field), value === undefined ? '' : String(value));
}

function instantRow(field: TitledField, at: number | undefined): DetailsRow {
	const date = new Date(at ?? Number.NaN);
	if (at === undefined || Number.isNaN(date.getTime())) {
		return textRow(field, fieldTitle(field), '');
	}
	return { ...textRow(field, fieldTitle(field), date.toISOString()), kind: 'instant', at };
}

function statusRow(status: string, gone: boolean): DetailsRow {
	return textRow('status', gone ? l10n.t('Last status') : fieldTitle('status'), visitorStatusText(status));
}

function departmentRow(id: string, name: string | undefined): DetailsRow {
	const row = textRow('departmentId', fieldTitle('departmentId'), name ?? id);
	return name === undefined ? row : { ...row, note: id };
}

function rawRow(name: string, value: unknown): DetailsRow {
	const label = visibleLine(name, maxLabel) || l10n.t('(no name)');
	return { ...textRow(`more/${name}`, label, JSON.stringify(value, undefined, 2) ?? ''), kind: 'code' };
}

function whole(text: string, toHref: (text: string) => string | undefined): DetailsLink | undefined {
	const href = toHref(text);
	return href === undefined ? undefined : { href, text };
}
