// The name of a site, and whether a sign-in could be one to a known site.
import type { Site } from './state';

/** The host, with the service's number of the site if it is known: several sites share one host. */
export function siteName(baseUrl: string, siteNumber: string | undefined): string {
	return [new URL(baseUrl).host, siteNumber].filter(Boolean).join(' · ');
}

/** False if the base URLs differ, or the numbers of the sites where both are known. */
export function couldBeSameSite(site: Site, baseUrl: string, siteNumber: string | undefined): boolean {
	const isOtherNumber = site.siteNumber !== undefined && siteNumber !== undefined && site.siteNumber !== siteNumber;
	return !site.sandbox && site.baseUrl === baseUrl && !isOtherNumber;
}
