// What a site is called, and whether a sign-in may be one to it: several sites live on one host.
import type { Site } from './state';

/** The number of the site tells it from others on its host, where it is known. */
export function siteName(baseUrl: string, siteId: string | undefined): string {
	return [new URL(baseUrl).host, siteId].filter(Boolean).join(' · ');
}

/** Whether what was signed in to is certainly not this site: another address, or another number where both are known. */
export function isOtherSite(site: Site, baseUrl: string, siteId: string | undefined): boolean {
	const hasNumber = site.name.includes(' · ') && siteId !== undefined;
	return site.baseUrl !== baseUrl || (hasNumber && site.name !== siteName(baseUrl, siteId));
}
