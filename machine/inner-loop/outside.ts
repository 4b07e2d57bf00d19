/*
What the loop calls in TypeScript: everything that is rare beside a burst, policies first of all.
`moment` is the present tick (full count). What happens in a burst answers whether its thread has to be seen off by `leave`.
*/

/** A row of class `item` is forked anew. */
@external('outside', 'fork') export declare function fork(thread: i32, item: i32, cpu: i32, moment: f64): void;
/** The thread's life is over. */
@external('outside', 'exit') export declare function exit(thread: i32, cpu: i32, moment: f64): void;
/** The thread comes onto a CPU that wants to be asked, or is one to be looked at. */
@external('outside', 'arrive') export declare function arrive(thread: i32, cpu: i32, moment: f64): i32;
/** Its calls go `depthUnits` deep, beyond what it holds under some policy. */
@external('outside', 'reach') export declare function reach(thread: i32, cpu: i32, depthUnits: i32, moment: f64): i32;
/** How deep the calls of a thread went that is one to be looked at. */
@external('outside', 'touched') export declare function touched(depthUnits: i32): void;
/** The thread leaves its CPU and has grown, or is one to be looked at. */
@external('outside', 'leave') export declare function leave(thread: i32, cpu: i32, moment: f64): void;

/** The stack grows under what befalls the thread: see `../workload/kernel-events.ts`. */
@external('outside', 'growByFault') export declare function growByFault(thread: i32, cpu: i32, depthBytes: i32, handlerBytes: i32, isAtomic: bool, reclaims: bool, moment: f64): i32;
@external('outside', 'growByInterrupt') export declare function growByInterrupt(thread: i32, cpu: i32, depthBytes: i32, isLeaving: bool, moment: f64): i32;
@external('outside', 'growFromUser') export declare function growFromUser(thread: i32, cpu: i32, depthBytes: i32, isNmi: bool, moment: f64): i32;
/** `path` -1: its own deepest, in the middle of which it is switched away from. */
@external('outside', 'growByRarePath') export declare function growByRarePath(thread: i32, cpu: i32, depthBytes: i32, path: i32, bits: i32, moment: f64): i32;
/** Depth at which the thread of this burst leaves its CPU. */
@external('outside', 'leaveAt') export declare function leaveAt(depthBytes: i32): void;
/** Whether a fault that may sleep has to reclaim memory itself. */
@external('outside', 'mustReclaim') export declare function mustReclaim(bits: i32, moment: f64): bool;

/** Settles what CPUs took from a reserve in the quantum that ends at `moment`. */
@external('outside', 'settleClaims') export declare function settleClaims(moment: f64): void;
/** Time enters the block of 256 quanta that begins with `quantum` (25 bits), at `moment`. */
@external('outside', 'enterBlock') export declare function enterBlock(quantum: i32, moment: f64): void;

/** Who runs wake-ups in place of `run` and takes pictures in place of `lookAround`, where somebody does: see `isDrivenOutside` in `time.ts`. */
@external('outside', 'wakeUp') export declare function wakeUp(thread: i32, cpu: i32, edge: i32, moment: f64): i32;
@external('outside', 'lookAround') export declare function lookAround(moment: f64): void;
