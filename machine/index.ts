/** The only door into `machine/`: what `source/` may import. */
export type * from './description.js';
export type * from './reading.js';
export {readingSchemaVersion} from './reading.js';
export {Machine} from './machine.js';
