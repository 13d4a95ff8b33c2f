// What the first command or the first panel loads, as one file of its own.

// biome-ignore lint/performance/noBarrelFile: one door makes one file (esbuild.js).
export { createCommands } from './commands';
export { createPanelController } from './visitorPanel/panelController';
