/** Which event goes to which FRED stack level, for people and for programs. */
import {
	type CpuContext, type CpuEvent, type EventType, type FredMsrs, configStackLevel, entryPage, eventTypes, fredStackLevel, interruptStackLevel, ownStackLevel, redZoneBytes, vectors,
} from '../../machine/index.js';
import {exceptionName, exceptionVectors} from '../delivery-names/event-names.js';
import {levelFindings} from '../delivery-names/level-traps.js';

/** Vectors 3 and 4 come with INT3 and INTO, 2 with an NMI: not as exceptions. */
const softwareVectors = new Set<number>([vectors.breakpoint, vectors.overflow]);

type LevelRow = {
	readonly event: string;
	readonly own: number;
	readonly ring3: number;
	/** Met while another event was delivered from ring 3; undefined for events that never are. */
	readonly nestedFromRing3: number | undefined;
	/** From ring 0 at stack levels 0 to 3. */
	readonly ring0: readonly number[];
};

const levelRows = (msrs: FredMsrs): LevelRow[] => [
	...exceptionVectors.map(vector => row(msrs, vector, typeOfVector(vector), exceptionName(vector))),
	row(msrs, 32, eventTypes.interrupt, 'external interrupts'),
	row(msrs, 128, eventTypes.softwareInterrupt, 'INT n'),
	row(msrs, 1, eventTypes.privilegedSoftwareException, 'INT1'),
	row(msrs, 1, eventTypes.other, 'SYSCALL, SYSENTER'),
];

const typeOfVector = (vector: number): EventType => {
	if (vector === vectors.nmi) {
		return eventTypes.nmi;
	}

	return softwareVectors.has(vector) ? eventTypes.softwareException : eventTypes.exception;
};

const row = (msrs: FredMsrs, vector: number, type: EventType, event: string): LevelRow => {
	const level = (context: CpuContext, nested = false) => fredStackLevel(msrs, context, eventOf(vector, type), nested);
	return {
		event,
		own: ownStackLevel(msrs, vector, type),
		ring3: level(contextOf(3, 0)),
		nestedFromRing3: type === eventTypes.exception && vector !== vectors.doubleFault ? level(contextOf(3, 0), true) : undefined,
		ring0: [0, 1, 2, 3].map(csl => level(contextOf(0, csl))),
	};
};

const eventOf = (vector: number, type: EventType): CpuEvent => ({
	vector, type, errorCode: 0n, eventData: 0n, instructionLength: 0, rip: 0n, restartRip: 0n, rflags: 2n,
});

const contextOf = (cpl: 0 | 3, csl: number): CpuContext => ({
	cpl, csl, rsp: 0n, cs: 0, ss: 0, stiBlocking: false, waitForEndbranch: false, nmiBlocked: false, longMode: true, enclave: false,
});

/** The registers, one row an event, and what to beware of. */
export const levelsText = (msrs: FredMsrs): string => {
	const rows = levelRows(msrs);
	const width = Math.max(...rows.map(({event}) => event.length));
	const {traps, notes} = levelFindings(msrs);
	const section = (title: string, lines: readonly string[]) => lines.length === 0 ? [] : ['', title, ...lines.map(line => `  ${line}`)];
	return [
		`IA32_FRED_STKLVLS ${hex(msrs.stklvls)}, IA32_FRED_CONFIG ${hex(msrs.config)}`,
		`  entry page ${hex(entryPage(msrs.config))}: ring 3 enters at its start, ring 0 at +256`,
		`  red zone ${redZoneBytes(msrs.config)} bytes, interrupts level ${interruptStackLevel(msrs.config)}, current stack level ${configStackLevel(msrs.config)}`,
		'',
		`  ${''.padEnd(width)}         from  nested from  from ring 0 at level`,
		`  ${'event'.padEnd(width)}   own   ring 3      ring 3     0   1   2   3`,
		...rows.map(({event, own, ring3, nestedFromRing3, ring0}) => `  ${event.padEnd(width)}  ${[
			String(own).padStart(4),
			String(ring3).padStart(7),
			String(nestedFromRing3 ?? '-').padStart(10),
			ring0.map(level => String(level).padStart(4)).join(''),
		].join('  ')}`),
		...section('Traps', traps),
		...section('Notes', notes),
		...traps.length === 0 ? ['', 'No traps.'] : [],
		'',
	].join('\n');
};

export const levelsJson = (msrs: FredMsrs): string => `${JSON.stringify({
	stklvls: hex(msrs.stklvls),
	config: hex(msrs.config),
	entryPage: hex(entryPage(msrs.config)),
	redZoneBytes: Number(redZoneBytes(msrs.config)),
	interruptLevel: interruptStackLevel(msrs.config),
	currentLevel: configStackLevel(msrs.config),
	events: levelRows(msrs),
	...levelFindings(msrs),
})}\n`;

const hex = (value: bigint): string => `0x${value.toString(16)}`;
