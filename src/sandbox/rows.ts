// The rows of the Chat Server as they are in JSON, and the sample visitor of its reference.

export interface AgentRow {
	readonly id: string;
	readonly status: string;
	readonly ongoingChats: number;
}

export interface NamedRow {
	readonly name: string;
	readonly value: string;
	readonly url: string;
}

export interface VisitorRow {
	readonly id: string;
	readonly status: string;
	readonly browser: string;
	readonly operatingSystem: string;
	readonly screenResolution: string;
	/** In the reference's table, but in none of its samples. */
	readonly flashVersion?: string;
	readonly language: string;
	readonly ip: string;
	readonly country: string;
	readonly state: string;
	readonly city: string;
	readonly timeZone: string;
	readonly visitTime: string;
	readonly firstVisitTime: string;
	readonly visits: number;
	readonly chats: number;
	readonly pageViews: number;
	readonly currentBrowsing: string;
	readonly referrerUrl: string;
	readonly name: string;
	readonly email: string;
	readonly phone: string;
	readonly company: string;
	readonly productService: string;
	readonly departmentId: string;
	readonly searchEngine: string;
	readonly searchKeywords: string;
	readonly landingPage: string;
	readonly customFields: readonly NamedRow[];
	readonly customVariableResults: readonly NamedRow[];
}

/** Means "no department". */
export const noDepartment = '00000000-0000-0000-0000-000000000000';

/** The agent of the reference's samples; "me" in the sample data. */
export const myAgentId = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

/** The visitor of the reference's samples, value for value. */
export const sampleVisitor: VisitorRow = {
	id: '3d59f909-24cd-43bc-89cb-00a320617c0a',
	status: 'inSite',
	browser: 'Google Chrome 86.0.4240.75',
	operatingSystem: 'Windows 8.1',
	screenResolution: '1680x1050',
	language: 'en-US',
	ip: '',
	country: 'China',
	state: 'Zhejiang',
	city: 'Hangzhou',
	timeZone: 'GMT +08:00',
	visitTime: '2021-05-26T10:30:16.036Z',
	firstVisitTime: '2021-05-26T10:31:29.597Z',
	visits: 1,
	chats: 0,
	pageViews: 1,
	currentBrowsing: '',
	referrerUrl: '',
	name: '',
	email: '',
	phone: '1234567890123',
	company: 'comm',
	productService: 'LA',
	departmentId: noDepartment,
	searchEngine: 'Google',
	searchKeywords: 'com',
	landingPage: '',
	customFields: [],
	customVariableResults: [
		{ name: 'CARLZHOU222SHENTI', value: '11123123123', url: '' },
		{ name: 'fccc', value: '520', url: '' },
	],
};
