// Makes the visitor lists of the benches: as a Chat Server sends them, about 850 bytes for each visitor.

/** A visitor as it is sent. */
type RawVisitor = Readonly<Record<string, unknown>>;

const browsers = ['Google Chrome 126.0.6478.127', 'Firefox 127.0', 'Safari 17.5', 'Microsoft Edge 126.0.2592.87'];
const systems = ['Windows 10', 'Windows 11', 'macOS 14.5', 'iOS 17.5', 'Android 14'];
const screens = ['1920x1080', '1680x1050', '390x844', '2560x1440'];
const places = [
	['China', 'Zhejiang', 'Hangzhou', 'GMT +08:00', 'zh-CN'],
	['Germany', 'Bayern', 'Nuremberg', 'GMT +01:00', 'de-DE'],
	['United States', 'Oregon', 'Portland', 'GMT -08:00', 'en-US'],
	['Brazil', 'Bahia', 'Salvador', 'GMT -03:00', 'pt-BR'],
] as const;
const statuses = ['inSite', 'inSite', 'inSite', 'inSite', 'chatting', 'waitingForChat', 'chatEnded', 'outOfSite'];
const paths = ['pricing', 'docs/getting-started', 'cart', 'blog/live-chat', 'contact', 'features'];
const start = Date.UTC(2026, 0, 5, 8);

function pick<Item>(items: readonly Item[], n: number): Item {
	return items[n % items.length] as Item;
}

/** @param edition the state of the visit: another one has another page and page count, and rarely another status */
export function visitorRow(n: number, edition = 0): RawVisitor {
	const [country, state, city, timeZone, language] = pick(places, n * 7 + (n >> 3));
	const id = `${(n * 2_654_435_761 + 7).toString(16).padStart(12, '0').slice(-8)}-24cd-43bc-89cb-${n.toString(16).padStart(12, '0')}`;
	const knownToUs = n % 3 === 0;
	return {
		id,
		status: pick(statuses, n * 5 + (edition % 8 === 7 ? edition : 0)),
		browser: pick(browsers, n * 3 + (n >> 2)),
		operatingSystem: pick(systems, n * 11 + (n >> 4)),
		screenResolution: pick(screens, n),
		language,
		ip: `203.0.${(n >> 8) & 255}.${n & 255}`,
		country,
		state,
		city,
		timeZone,
		visitTime: new Date(start + n * 1_037).toISOString(),
		firstVisitTime: new Date(start - (n % 90) * 86_400_000 + n * 977).toISOString(),
		visits: 1 + (n % 9),
		chats: n % 4,
		pageViews: 1 + (n % 30) + edition,
		currentBrowsing: `https://shop.example.com/${pick(paths, n + edition)}?visit=${n}`,
		referrerUrl: n % 2 === 0 ? `https://www.google.com/search?q=chat+${n % 100}` : '',
		name: knownToUs ? `Visitor ${n} of ${city}` : '',
		email: knownToUs ? `visitor${n}@mail.example.com` : '',
		phone: '',
		company: knownToUs ? `Company ${n % 500}` : '',
		productService: 'LA',
		departmentId: '00000000-0000-0000-0000-000000000000',
		searchEngine: n % 2 === 0 ? 'Google' : '',
		searchKeywords: n % 2 === 0 ? 'live chat' : '',
		landingPage: `https://shop.example.com/${pick(paths, n >> 2)}`,
		customFields: [],
		customVariableResults: [
			{ name: 'plan', value: pick(['silver', 'gold', 'free'], n), url: '' },
			{ name: 'customer', value: `C-${100_000 + n}`, url: '' },
		],
	};
}

/** The answer with this many visitors, each in its first edition. */
export function visitorRows(count: number): string[] {
	return Array.from({ length: count }, (_, n) => JSON.stringify(visitorRow(n)));
}

/** The text of an answer. It is one flat string, as the text of a response is. */
export function answerOf(rows: readonly string[]): string {
	return Buffer.from(`[${rows.join(',')}]`).toString('utf8');
}
/** The same rows, but for a share of them (0 to 1) that are spread over the list and have their next edition. */
export function withChanges(rows: readonly string[], share: number, edition: number): string[] {
	const step = Math.max(1, Math.round(1 / share));
	return rows.map((row, n) => ((n + edition) % step === 0 ? JSON.stringify(visitorRow(n, edition)) : row));
}
