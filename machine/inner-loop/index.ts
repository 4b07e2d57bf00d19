/*
The inner loop of the machine: what runs millions of times a second, in AssemblyScript, a dialect of TypeScript that compiles to WebAssembly.
It works on the same bytes as everything else (see `../arena.ts`), knows nothing of policies, and calls TypeScript (`outside.ts`) for whatever is rare beside a burst.
*/
export {run, setPatience} from './burst';
export {advance, lookAround, nextBurst, resume, runQuantum, setOrder} from './time';
export {clear, enterBlock, insert, leftBy, nextBusySlot, settle} from './wheel';
export {exponential, hash32, hashKey} from './draws';
export {interrupts, mark, nmis, rarePaths, remember, tick, userFaults, within} from './events';
export {migrate, movePages, moveTo} from './place';
