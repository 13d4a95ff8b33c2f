// The title of each field of a visitor.
import * as l10n from '@vscode/l10n';
import type { Visitor } from '../service/model';

export type TitledField = Exclude<keyof Visitor, 'id' | 'more'>;

const titles: Readonly<Record<TitledField, () => string>> = {
	status: () => l10n.t({ message: 'Status', comment: 'Field of a visitor: waiting, chatting and so on' }),
	name: () => l10n.t({ message: 'Name', comment: 'Field of a visitor: the name of the person' }),
	email: () => l10n.t('E-mail'),
	phone: () => l10n.t({ message: 'Phone', comment: 'Field of a visitor: a phone number' }),
	company: () => l10n.t({ message: 'Company', comment: 'Field of a visitor: where the person works' }),
	currentBrowsing: () => l10n.t('Current page'),
	landingPage: () => l10n.t('Landing page'),
	referrerUrl: () => l10n.t({ message: 'Referrer', comment: 'Field of a visitor: the web page that led to the site' }),
	searchEngine: () => l10n.t('Search engine'),
	searchKeywords: () => l10n.t('Search terms'),
	visitTime: () => l10n.t('Visit started'),
	firstVisitTime: () => l10n.t('First visit'),
	visits: () => l10n.t({ message: 'Visits', comment: 'Field of a visitor: number of visits to the site' }),
	pageViews: () => l10n.t('Page views'),
	chats: () => l10n.t({ message: 'Chats', comment: 'Field of a visitor: number of chats so far' }),
	departmentId: () =>
		l10n.t({
			message: 'Department',
			comment: 'Field of a visitor: the department of the organization that serves the visitor',
		}),
	productService: () => l10n.t('Product or service'),
	browser: () => l10n.t({ message: 'Browser', comment: 'Field of a visitor: name and version of the web browser' }),
	operatingSystem: () => l10n.t('Operating system'),
	screenResolution: () =>
		l10n.t({ message: 'Screen', comment: 'Field of a visitor: width and height of the screen in pixels' }),
	flashVersion: () => l10n.t({ message: 'Flash', comment: 'Field of a visitor: version of Adobe Flash' }),
	language: () => l10n.t({ message: 'Language', comment: 'Field of a visitor: language of the web browser' }),
	ip: () => l10n.t('IP address'),
	city: () => l10n.t({ message: 'City', comment: 'Field of a visitor: where the visitor is' }),
	state: () =>
		l10n.t({
			message: 'State',
			comment: 'Field of a visitor: state or province of a country, where the visitor is; not a status',
		}),
	country: () => l10n.t({ message: 'Country', comment: 'Field of a visitor: where the visitor is' }),
	timeZone: () => l10n.t('Time zone'),
	customFields: () => l10n.t('Custom fields'),
	customVariableResults: () => l10n.t('Custom variables'),
};

export function fieldTitle(field: TitledField): string {
	return titles[field]();
}
