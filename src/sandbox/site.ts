// The sample shop: its pages, departments, devices and variables; every host is a reserved example name.

export const pages: readonly [string, ...string[]] = [
	'https://www.example.com/',
	'https://www.example.com/pricing',
	'https://www.example.com/pricing/compare',
	'https://www.example.com/products/field-kettle',
	'https://www.example.com/products/field-kettle?colour=moss&size=1.2l',
	'https://www.example.com/products/trail-lamp',
	'https://www.example.com/products/rope-and-harness',
	'https://www.example.com/products/two-person-tent?ref=spring',
	'https://www.example.com/cart',
	'https://www.example.com/checkout/address',
	'https://www.example.com/checkout/payment',
	'https://www.example.com/account/orders',
	'https://www.example.com/account/invoices?year=2021',
	'https://www.example.com/help/returns',
	'https://www.example.com/help/shipping#customs',
	'https://www.example.com/help/warranty',
	'https://www.example.com/blog/how-we-test-tents',
	'https://www.example.com/contact',
];

/** Where visits begin: one with the page's title before its address, as the service answers it at times. */
export const landings: readonly [string, ...string[]] = [
	'https://www.example.com/',
	'https://www.example.com/pricing',
	'https://www.example.com/products/trail-lamp?utm_source=newsletter',
	'https://www.example.com/blog/how-we-test-tents',
	'https://www.example.com/help/returns',
	'Field kettles for two | Northern Kettle https://www.example.com/products/field-kettle',
];

interface Arrival {
	readonly referrerUrl: string;
	readonly searchEngine: string;
	readonly searchKeywords: string;
}

const direct: Arrival = { referrerUrl: '', searchEngine: '', searchKeywords: '' };

function found(searchEngine: string, searchKeywords: string): Arrival {
	return { referrerUrl: 'https://search.example.org/', searchEngine, searchKeywords };
}

function linked(referrerUrl: string): Arrival {
	return { ...direct, referrerUrl };
}

export const arrivals: readonly [Arrival, ...Arrival[]] = [
	direct,
	direct,
	linked('https://outdoor-forum.example.org/t/best-tent-for-wind/1842'),
	linked('https://partner.example.org/reviews/trail-lamp'),
	linked('https://mail.example.org/'),
	found('Google', 'light two person tent'),
	found('Google', 'field kettle spare lid'),
	found('Bing', 'return camping gear without receipt'),
	found('DuckDuckGo', 'trail lamp replacement battery'),
	found('Yahoo', 'rope harness set kids'),
	found('Baidu', '露营 水壶'),
];

export const companies: readonly [string, ...string[]] = [
	'Kettle & Rope Expeditions',
	'Moss Valley Outfitters',
	'Brightwater Guides',
	'Söderhamn Friluft',
	'Atelier du Grand Col',
	'Peakless Logistics',
	'山と道具店',
	'Rio das Pedras Turismo',
];

interface Device {
	readonly browser: string;
	readonly operatingSystem: string;
	readonly screenResolution: string;
}

function device(browser: string, operatingSystem: string, screenResolution: string): Device {
	return { browser, operatingSystem, screenResolution };
}

export const devices: readonly [Device, ...Device[]] = [
	device('Google Chrome 124.0.6367.91', 'Windows 11', '1920x1080'),
	device('Google Chrome 123.0.6312.122', 'Windows 10', '1366x768'),
	device('Google Chrome 124.0.6367.82', 'Android 14', '412x915'),
	device('Google Chrome 124.0.6367.91', 'macOS 14.4', '1512x982'),
	device('Mozilla Firefox 125.0', 'Ubuntu 22.04', '2560x1440'),
	device('Mozilla Firefox 125.0', 'Windows 10', '1680x1050'),
	device('Safari 17.4', 'macOS 14.4', '1440x900'),
	device('Safari 17.4', 'iOS 17.4', '390x844'),
	device('Microsoft Edge 124.0.2478.51', 'Windows 11', '3840x2160'),
	device('Samsung Internet 24.0', 'Android 14', '360x780'),
	device('Opera 109.0.5097.59', 'Windows 11', '1920x1080'),
];

interface Department {
	readonly id: string;
	readonly name: string;
}

export const departments: readonly [Department, ...Department[]] = [
	{ id: '6f0c1a52-7d5e-4b1f-9a43-1f3a5e0d7c11', name: 'Sales' },
	{ id: 'b2d94e07-53aa-4c8e-8f61-2c7be94d0a22', name: 'Support' },
	{ id: 'e81f37c9-0b64-4d2a-b7d5-93f0c5aa6e33', name: 'Billing' },
];

/** The definitions behind the visitors' custom variables (`GET livechat/customVariables`). */
export const variableDefinitions = [
	{ name: 'accountId', type: 'text', hyperlink: 'https://crm.example.com/accounts/{value}' },
	{ name: 'plan', type: 'text', hyperlink: '' },
	{ name: 'cartValue', type: 'decimal', hyperlink: '' },
	{ name: 'lastOrder', type: 'text', hyperlink: 'https://shop.example.com/orders/{value}' },
	{ name: 'seats', type: 'integer', hyperlink: '' },
	{ name: 'signedIn', type: 'text', hyperlink: '' },
	{ name: 'note', type: 'text', hyperlink: '' },
] as const;
