// What is loaded by a dynamic import when the first client is created: building the schemas takes time.

// biome-ignore lint/performance/noBarrelFile: one dynamic import makes one bundle (esbuild.js).
export { createClient } from './client';
export { authorizeUrl, exchangeCode, randomText, readUserInfo, refreshTokens } from './oauth';
export { fixedSession } from './session';
