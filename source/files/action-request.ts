import type {Action} from '../../machine/index.js';

/** A thread by its number, or the one whose stack had gone deepest by the time it is asked for. */
export type ThreadChoice = number | 'deepest';

type OnThread = Extract<Action, {readonly tid: number}>;
type Chosen<One> = One extends OnThread ? Omit<One, 'tid'> & {readonly tid: ThreadChoice} : never;

/** An action as a script or a key asks for it: its thread may still have to be found. */
export type ActionRequest = Exclude<Action, OnThread> | Chosen<OnThread>;
