import v8 from 'node:v8';

/** Bytes of bytecode that a function runs through before V8 thinks of optimising it; V8's own choice is a sixth. */
const patience = 400_000;

/** How far the heap may grow, in percent of what was alive after a collection, until the next one. */
const growthPercent = 30;

/**
Settings of V8 for a program that draws ten times a second for hours, in force for every thread from now on.

- Only what is really hot is optimised. The machine's inner loop is compiled already; by V8's own choice it would spend minutes on thousands of functions
  that never pay it back, a sixth of the CPU of the whole process.
- The heap grows by the same step each time. By V8's own choice the step depends on how long the last collections took: after quick ones it doubles,
  and the columns of hundreds of frames lie about until then, 50 MiB at times.
*/
export const setUpV8 = (): void => {
	v8.setFlagsFromString(`--interrupt-budget=${patience}`);
	v8.setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
};
