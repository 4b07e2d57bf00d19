/** What goes wrong with a choice of FRED stack levels. */
import {
	type FredMsrs, configStackLevel, eventTypes, ownStackLevel, redZoneBytes, vectors,
} from '../../machine/index.js';
import {exceptionVectors} from './event-names.js';

export type LevelFindings = {
	/** Ways to lose an event, a stack or the machine. */
	readonly traps: readonly string[];
	/** Worth knowing, and harmless by itself. */
	readonly notes: readonly string[];
};

const noRedZone = 'The red zone is 0: what a handler writes just below the interrupted RSP (Linux does, up to 64 bytes, while it patches calls) hits its own frame.';

type Named = {readonly name: string; readonly own: number};

export const levelFindings = (msrs: FredMsrs): LevelFindings => {
	const exception = (vector: number) => ownStackLevel(msrs, vector, eventTypes.exception);
	const page: Named = {name: '#PF', own: exception(vectors.pageFault)};
	const double: Named = {name: '#DF', own: exception(vectors.doubleFault)};
	const debug: Named = {name: '#DB', own: exception(vectors.debug)};
	const nmi: Named = {name: 'NMI', own: ownStackLevel(msrs, vectors.nmi, eventTypes.nmi)};
	const machineCheck: Named = {name: '#MC', own: exception(vectors.machineCheck)};
	const interrupts: Named = {name: 'interrupts', own: ownStackLevel(msrs, 0, eventTypes.interrupt)};
	return {
		traps: [
			...doubleFaultTraps(double, page, [debug, nmi, machineCheck, interrupts]),
			...sharedTraps(page, [debug, nmi, machineCheck, interrupts]),
			...[nmi, machineCheck].flatMap(inner => aboveTraps(inner, [page, debug, interrupts])),
			...lossTraps(page, [interrupts, nmi, machineCheck]),
		],
		notes: [
			...page.own === 0 ? [`#PF is at level 0: a page fault cannot grow the stack it happens on${double.own > 0 ? `; its push fails and #DF comes on level ${double.own}` : ''}.`] : [],
			...redZoneBytes(msrs.config) === 0n ? [noRedZone] : [],
			...configStackLevel(msrs.config) > 0 ? [`CONFIG[1:0] is the current stack level, here ${configStackLevel(msrs.config)}: the CPU keeps it up to date by itself.`] : [],
			...unusedLevels(msrs),
		],
	};
};

const doubleFaultTraps = (double: Named, page: Named, others: readonly Named[]): string[] => {
	const above = others.filter(({own}) => own >= double.own).map(({name}) => name);
	return [
		...page.own === double.own ? [`#DF (level ${double.own}) is not above #PF (level ${page.own}): if a page fault cannot be pushed, #DF meets the same stack and the CPU shuts down.`] : [],
		...page.own > double.own
			? [`#DF (level ${double.own}) is below #PF (level ${page.own}): a #DF inside a handler on level ${page.own} stays on that stack, and if it is full the CPU shuts down.`]
			: [],
		...double.own > 0 && above.length > 0 ? [`#DF (level ${double.own}) is not above ${list(above)}: a stack overflow there is a shutdown.`] : [],
	];
};

const sharedTraps = (page: Named, others: readonly Named[]): string[] => {
	const sharing = others.filter(({own}) => own === page.own).map(({name}) => name);
	return page.own === 0 || sharing.length === 0
		? []
		: [`#PF shares level ${page.own} with ${list(sharing)}: they nest on one stack, which must hold all of them at once.`];
};

const aboveTraps = (inner: Named, outer: readonly Named[]): string[] => {
	const above = outer.filter(({own}) => own > inner.own).map(({name, own}) => `${name} (level ${own})`);
	return above.length === 0
		? []
		: [`${inner.name} (level ${inner.own}) is below ${list(above)}: one that hits such a handler stays on that stack instead of its own.`];
};

const lossTraps = (page: Named, asynchronous: readonly Named[]): string[] => {
	const lost = asynchronous.filter(({own}) => own === 0).map(({name}) => name);
	return page.own === 0 || lost.length === 0
		? []
		: [`Stack growth by #PF (level ${page.own}) with ${list(lost)} at level 0: one that meets a page not yet mapped is replaced by #PF and lost, because nothing delivers it again.`];
};

/** Levels for vectors of no event. Vector 2 is the NMI. */
const unusedLevels = (msrs: FredMsrs): string[] => {
	const unused = Array.from({length: 32}, (_, vector) => vector)
		.filter(vector => !exceptionVectors.includes(vector) && ownStackLevel(msrs, vector, eventTypes.exception) > 0);
	return unused.length === 0 ? [] : [`STKLVLS sets a level for ${unused.length === 1 ? 'vector' : 'vectors'} ${list(unused.map(String))}, which no event has.`];
};

const list = (names: readonly string[]): string => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
