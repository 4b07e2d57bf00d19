import type {Action, DeliveryKind} from '../../machine/index.js';

/** A thread by its number, or the one whose stack had gone deepest by the time it is asked for. */
export type ThreadChoice = number | 'deepest';

type OnThread = Extract<Action, {readonly tid: number}>;
type Chosen<One> = One extends OnThread ? Omit<One, 'tid'> & {readonly tid: ThreadChoice} : never;

type Delivery = Extract<Action, {readonly kind: 'delivery'}>;

/** An action as a script or a key asks for it: its thread may still have to be found, and the other way to deliver events may be meant, whichever that is by then. */
export type ActionRequest = Exclude<Action, OnThread | Delivery> | Chosen<OnThread> | {readonly kind: Delivery['kind']; readonly delivery: DeliveryKind | 'other'};
