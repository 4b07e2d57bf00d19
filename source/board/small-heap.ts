import v8 from 'node:v8';

/**
Keeps V8's young generation, the memory for what has just been made, at the size it starts with: 1 MiB a half, in this thread and in every worker started later. It would grow to 16 MiB a half.
A board throws a frame's strings away ten times a second, which a small one takes as well; the machine in its worker makes nothing while it runs. Flags of V8 that take hold while it runs: they need no options of `node` itself.
*/
export const keepYoungGenerationSmall = (): void => {
	v8.setFlagsFromString('--semi-space-growth-factor=1');
};

/**
From now on V8 lets the old generation grow by little before it collects it, in every thread. To be called when all is loaded: before that, it would collect what is only half built.
*/
export const keepOldGenerationSmall = (): void => {
	v8.setFlagsFromString('--optimize-for-size');
};
