// The files for GitHub: workflows use only actions pinned by commit, a release runs after all checks, and forms name existing commands.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { manifest, project, texts } from './manifest';

const github = path.join(project, '.github');
const workflows = readdirSync(path.join(github, 'workflows'));
const read = (file: string) => readFileSync(path.join(github, file), 'utf8');

interface Job {
	readonly needs: string | undefined;
	readonly text: string;
}

/** The jobs of a workflow by name: what is indented by two below `jobs:`. */
function jobsOf(workflow: string): ReadonlyMap<string, Job> {
	const [, below = ''] = read(`workflows/${workflow}`).split('\njobs:\n');
	const parts = below.split(/^ {2}([\w-]+):\n/m).slice(1);
	return new Map(
		parts.flatMap((name, index) => {
			const text = parts[index + 1] ?? '';
			return index % 2 === 0 ? [[name, { needs: /^ {4}needs: (\S+)$/m.exec(text)?.[1], text }]] : [];
		}),
	);
}

describe('A workflow', () => {
	for (const workflow of workflows) {
		it(`pins every action by commit, and says which version that is: ${workflow}`, () => {
			const used = [...read(`workflows/${workflow}`).matchAll(/\buses: (.+)$/gm)].map(([, action = '']) => action);
			assert.ok(used.length > 0);
			assert.deepEqual(
				used.filter((action) => !/^(?:\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(action)),
				[],
			);
		});
	}
});

describe('The release workflow', () => {
	const jobs = jobsOf('release.yml');

	it('publishes what was packaged after every check, and begins with what has to be true of a version', () => {
		const order = Object.fromEntries([...jobs].map(([name, { needs }]) => [name, needs]));
		assert.deepEqual(order, {
			ready: undefined,
			checks: 'ready',
			package: 'checks',
			marketplace: 'package',
			'open-vsx': 'package',
		});
		assert.match(jobs.get('ready')?.text ?? '', /npm run package -- --release "\$GITHUB_REF_NAME" --check$/m);
		assert.match(jobs.get('checks')?.text ?? '', /uses: \.\/\.github\/workflows\/ci\.yml$/m);
		assert.match(jobs.get('package')?.text ?? '', /npm run package -- --release "\$GITHUB_REF_NAME"$/m);
	});

	it('gives a token only to a job of the protected environment', () => {
		const withToken = [...jobs].filter(([, { text }]) => text.includes('secrets.'));
		assert.deepEqual(
			withToken.map(([name]) => name),
			['marketplace', 'open-vsx'],
		);
		assert.ok(withToken.every(([, { text }]) => /^ {4}environment: release$/m.test(text)));
	});
});

describe('The Node version of the project', () => {
	it('is one that package.json allows', () => {
		const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
		const [major = 0, minor = 0] = numbers(readFileSync(path.join(project, '.nvmrc'), 'utf8'));
		const [lowestMajor = 0, lowestMinor = 0] = numbers(manifest.engines.node);
		assert.ok(major > lowestMajor || (major === lowestMajor && minor >= lowestMinor));
	});
});

describe('An issue form', () => {
	const forms = readdirSync(path.join(github, 'ISSUE_TEMPLATE')).map((file) => read(`ISSUE_TEMPLATE/${file}`));

	it('names commands as the palette does', () => {
		const named = forms.flatMap((form) => [...form.matchAll(/\*\*Frontdesk: (.+?)\*\*/g)].map(([, title]) => title));
		const titles = manifest.contributes.commands.map(({ title }) => texts[title.slice(1, -1)]);
		assert.ok(named.includes('Copy Diagnostics'));
		assert.deepEqual(
			named.filter((title) => !titles.includes(title)),
			[],
		);
	});
});
