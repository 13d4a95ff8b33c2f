// Places of the sample visitors, and names and phone numbers that are usual there; every combination is invented.

export interface Place {
	readonly country: string;
	readonly state: string;
	readonly city: string;
	readonly timeZone: string;
	readonly language: string;
	/** Each `#` is a digit. Only numbers that the country sets aside for fiction; elsewhere empty. */
	readonly phone: string;
	readonly given: readonly [string, ...string[]];
	readonly family: readonly [string, ...string[]];
}

function place(
	where: readonly [country: string, state: string, city: string],
	timeZone: string,
	language: string,
	phone: string,
	given: string,
	family: string,
): Place {
	const [country, state, city] = where;
	const words = (list: string): [string, ...string[]] => {
		const [first = '', ...rest] = list.split(' ');
		return [first, ...rest];
	};
	return { country, state, city, timeZone, language, phone, given: words(given), family: words(family) };
}

export const places: readonly [Place, ...Place[]] = [
	place(
		['Germany', 'Berlin', 'Berlin'],
		'GMT +01:00',
		'de-DE',
		'+49 30 23125 ###',
		'Jule Henrik Amelie Till Frieda',
		'Probst Wendelin Achtermann Köhlmey Lindhorst',
	),
	place(
		['Germany', 'Bayern', 'Nürnberg'],
		'GMT +01:00',
		'de-DE',
		'+49 30 23125 ###',
		'Korbinian Leni Ferdinand Resi',
		'Übelacker Strobelmann Haselreiter Groß',
	),
	place(
		['France', 'Île-de-France', 'Paris'],
		'GMT +01:00',
		'fr-FR',
		'+33 1 99 00 ## ##',
		'Maëlle Bastien Océane Rémi Élodie',
		'Vautrier Delahousse Chanteloup Bérangier',
	),
	place(
		['United Kingdom', 'England', 'Leeds'],
		'GMT +00:00',
		'en-GB',
		'+44 113 496 0###',
		'Imogen Rhys Saoirse Alfie Nia',
		'Thistlewood Okafor-Bell Penhale Garrowby',
	),
	place(
		['United Kingdom', 'Scotland', 'Edinburgh'],
		'GMT +00:00',
		'en-GB',
		'+44 131 496 0###',
		'Eilidh Hamish Catriona Fergus',
		'MacAskill Drumlochie Kinnear Balgownie',
	),
	place(
		['United States', 'New York', 'Buffalo'],
		'GMT -05:00',
		'en-US',
		'+1 716-555-01##',
		'Delaney Marcus Tamika Wyatt Rosalind',
		'Oakhurst Villanova Brightwell Sterlington',
	),
	place(
		['United States', 'Oregon', 'Portland'],
		'GMT -08:00',
		'en-US',
		'+1 503-555-01##',
		'Juniper Dashiell Marisol Theo',
		'Quillfeather Ashdown Redfern Castellane',
	),
	place(
		['United States', 'Texas', 'El Paso'],
		'GMT -07:00',
		'es-US',
		'+1 915-555-01##',
		'Ximena Ramiro Lupita Dale',
		'Arroyoseco Villaplana Hargrove Quintabar',
	),
	place(
		['Canada', 'Québec', 'Montréal'],
		'GMT -05:00',
		'fr-CA',
		'+1 514-555-01##',
		'Maxime Noémie Étienne Coralie',
		'Lacourcelle Beausoleil-Roy Tranchefer',
	),
	place(
		['Canada', 'British Columbia', 'Victoria'],
		'GMT -08:00',
		'en-CA',
		'+1 250-555-01##',
		'Harlow Nikhil Brielle Soren',
		'Westhaven Dhaliwar Marchbank',
	),
	place(
		['Mexico', 'Jalisco', 'Guadalajara'],
		'GMT -06:00',
		'es-MX',
		'',
		'Itzel Emiliano Renata Joaquín',
		'Sotomonte Barragar Villafrontera',
	),
	place(
		['Brazil', 'Minas Gerais', 'Belo Horizonte'],
		'GMT -03:00',
		'pt-BR',
		'',
		'Thaís Caio Luíza Otávio',
		'Vasconcelar Prado-Lins Tavarim',
	),
	place(
		['Argentina', 'Córdoba', 'Córdoba'],
		'GMT -03:00',
		'es-AR',
		'',
		'Lautaro Micaela Facundo Abril',
		'Ferreyrola Quirogar Albarenque',
	),
	place(
		['Spain', 'Galicia', 'Vigo'],
		'GMT +01:00',
		'es-ES',
		'',
		'Uxía Brais Noa Iago',
		'Castroverde Meiriño Barreirola',
	),
	place(
		['Italy', 'Emilia-Romagna', 'Bologna'],
		'GMT +01:00',
		'it-IT',
		'',
		'Ludovica Niccolò Ginevra Tommaso',
		'Bracciforte Montelupi Zanardelli-Ricci',
	),
	place(
		['Sweden', 'Skåne', 'Malmö'],
		'GMT +01:00',
		'sv-SE',
		'+46 40 628 04 ##',
		'Linnéa Axel Tuva Måns',
		'Björkhage Sandelöv Östervik',
	),
	place(
		['Poland', 'Małopolskie', 'Kraków'],
		'GMT +01:00',
		'pl-PL',
		'',
		'Zofia Bartłomiej Jagoda Wojtek',
		'Wierzbowska-Łąka Dębogórski Świetlik',
	),
	place(
		['Türkiye', 'İzmir', 'İzmir'],
		'GMT +03:00',
		'tr-TR',
		'',
		'Defne Kağan Elif Barış',
		'Gökdeniz Işıkoğulları Çınarlı',
	),
	place(
		['Nigeria', 'Lagos', 'Lagos'],
		'GMT +01:00',
		'en-NG',
		'',
		'Chidinma Tunde Folake Emeka',
		'Adewolu Nwakanna Balogbe',
	),
	place(
		['Kenya', 'Nairobi', 'Nairobi'],
		'GMT +03:00',
		'sw-KE',
		'',
		'Wanjiru Otieno Zawadi Kamau',
		'Mwangolo Achienda Njoroma',
	),
	place(['Egypt', 'Giza', 'Giza'], 'GMT +02:00', 'ar-EG', '', 'ياسمين كريم نورهان', 'الحديدي شرقاوي زهران'),
	place(
		['India', 'Karnataka', 'Bengaluru'],
		'GMT +05:30',
		'en-IN',
		'',
		'Ananya Vihaan Meenakshi Rohan',
		'Hegdewar Pillaikar Srinivasar',
	),
	place(['India', 'Maharashtra', 'Pune'], 'GMT +05:30', 'hi-IN', '', 'ईशा आरव कावेरी', 'देशमानकर शिंदेकर'),
	place(['Nepal', 'Bagmati', 'Kathmandu'], 'GMT +05:45', 'ne-NP', '', 'Asmita Bibek Sarita', 'Gurungwal Thapaliyar'),
	place(
		['Singapore', '', 'Singapore'],
		'GMT +08:00',
		'en-SG',
		'',
		'Hui-Min Arjun Siti Wei-Jie',
		'Tanaka-Goh Limberg Rahmanov',
	),
	place(['China', 'Zhejiang', 'Hangzhou'], 'GMT +08:00', 'zh-CN', '', '晓雯 子轩 雨桐', '欧阳林 司徒安'),
	place(['Japan', '大阪府', 'Osaka'], 'GMT +09:00', 'ja-JP', '', '結衣 蒼太 美咲', '森ノ宮 東雲 小鳥遊'),
	place(['Korea, Republic of', 'Busan', 'Busan'], 'GMT +09:00', 'ko-KR', '', '서연 도윤 하린', '남궁솔 제갈운'),
	place(
		['Australia', 'Victoria', 'Melbourne'],
		'GMT +11:00',
		'en-AU',
		'+61 3 5550 ####',
		'Matilda Lachlan Indie Koa',
		'Warrigal-Smythe Coolibah Brindabella',
	),
	place(
		['New Zealand', 'Otago', 'Dunedin'],
		'GMT +13:00',
		'en-NZ',
		'',
		'Aroha Finlay Mereana Tama',
		'Harakeke Ngatahere Southburn',
	),
];
