import v8 from 'node:v8';

/** Bytes of bytecode that a function runs through before V8 thinks of optimising it; V8's own choice is a sixth. */
const patience = 400_000;

/**
From now on V8 optimises in every thread only what is really hot. The machine's inner loop is compiled already, and a board draws ten times a second:
by V8's own choice it would spend minutes on optimising thousands of functions that never pay it back, a sixth of the CPU of the whole process.
*/
export const optimiseLess = (): void => {
	v8.setFlagsFromString(`--interrupt-budget=${patience}`);
};
