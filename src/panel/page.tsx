// The whole page, as the last snapshot says.
import type { VisitorDetails } from '../present/details/detailsModel';
import { Header } from './header';
import { Notice, SilentHost } from './notice';
import { Pages } from './pages';
import { Section } from './rows/section';
import { SteadyPage } from './steadyPage';
import { Variables } from './variables/variables';

interface PageProps {
	readonly details: VisitorDetails;
	readonly isPreview: boolean;
	/** The host doesn't respond; shown in place of its last notice. */
	readonly isSilent: boolean;
	readonly onToggleEmpty: () => void;
	readonly onAsk: () => void;
}

export function Page({ details, isPreview, isSilent, onToggleEmpty, onAsk }: PageProps) {
	const { notice, sections, editing, pages } = details;
	return (
		<SteadyPage>
			<Header details={details} isPreview={isPreview} onToggleEmpty={onToggleEmpty} />
			{isSilent ? <SilentHost onAsk={onAsk} /> : notice && <Notice notice={notice} />}
			<div class="columns">
				{sections.map((section) =>
					section.key === 'variables' ? (
						<Variables key={section.key} section={section} editing={editing} />
					) : (
						<Section key={section.key} section={section}>
							{section.key === 'visit' && <Pages pages={pages} />}
						</Section>
					),
				)}
			</div>
		</SteadyPage>
	);
}
