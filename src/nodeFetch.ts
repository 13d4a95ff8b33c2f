// node-fetch under a name, as a bundle of its own: a default export does not survive the way from a CommonJS bundle through import().
import fetch from 'node-fetch';

export const nodeFetch = fetch;
