// What each field of a visitor is called, wherever it stands: in the panel, the hover of a row, a note.
import * as l10n from '@vscode/l10n';
import type { Visitor } from '../service/model';

export type TitledField = Exclude<keyof Visitor, 'id' | 'more'>;

const titles: Readonly<Record<TitledField, () => string>> = {
	status: () => l10n.t('Status'),
	name: () => l10n.t('Name'),
	email: () => l10n.t('E-mail'),
	phone: () => l10n.t('Phone'),
	company: () => l10n.t('Company'),
	currentBrowsing: () => l10n.t('Current page'),
	landingPage: () => l10n.t('Landing page'),
	referrerUrl: () => l10n.t('Referrer'),
	searchEngine: () => l10n.t('Search engine'),
	searchKeywords: () => l10n.t('Search words'),
	visitTime: () => l10n.t('Visit began'),
	firstVisitTime: () => l10n.t('First visit'),
	visits: () => l10n.t('Visits'),
	pageViews: () => l10n.t('Page views'),
	chats: () => l10n.t('Chats'),
	departmentId: () => l10n.t('Department'),
	productService: () => l10n.t('Product or service'),
	browser: () => l10n.t('Browser'),
	operatingSystem: () => l10n.t('Operating system'),
	screenResolution: () => l10n.t('Screen'),
	flashVersion: () => l10n.t('Flash'),
	language: () => l10n.t('Language'),
	ip: () => l10n.t('IP address'),
	city: () => l10n.t('City'),
	state: () => l10n.t('State'),
	country: () => l10n.t('Country'),
	timeZone: () => l10n.t('Time zone'),
	customFields: () => l10n.t('Custom fields'),
	customVariableResults: () => l10n.t('Custom variables'),
};

export function fieldTitle(field: TitledField): string {
	return titles[field]();
}
