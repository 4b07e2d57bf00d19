import type {BillLine, BillRole, CoreDetail, CoreEvent, LevelSwitch, PolicyName, ThreadDetail, ThreadRow} from '../../machine/index.js';

const kinds: ReadonlyArray<Pick<CoreEvent, 'name' | 'type' | 'vector' | 'interrupted' | 'atomic'>> = [
	{name: 'user-memory fault', type: 3, vector: 14, interrupted: 'task', atomic: false},
	{name: 'timer tick', type: 0, vector: 0xEC, interrupted: 'user', atomic: true},
	{name: 'NMI', type: 2, vector: 2, interrupted: 'task', atomic: true},
	{name: 'user-memory fault, atomic', type: 3, vector: 14, interrupted: 'task', atomic: true},
	{name: 'timer tick', type: 0, vector: 0xEC, interrupted: 'irq-stack', atomic: true},
	{name: 'reschedule IPI', type: 0, vector: 0xFD, interrupted: 'task', atomic: true},
	{name: 'device interrupt', type: 0, vector: 0x23, interrupted: 'task', atomic: true},
];

const path = [
	{fn: 'entry_SYSCALL_64_after_hwframe', bytes: 168},
	{fn: 'do_syscall_64', bytes: 48},
	{fn: '__x64_sys_execve', bytes: 40},
	{fn: 'do_execveat_common', bytes: 104},
	{fn: 'bprm_execve', bytes: 88},
	{fn: 'load_elf_binary', bytes: 328},
	{fn: 'ext4_file_read_iter', bytes: 64},
	{fn: 'filemap_read', bytes: 456},
	{fn: 'page_cache_ra_unbounded', bytes: 136},
	{fn: 'ext4_mpage_readpages', bytes: 400},
	{fn: 'submit_bio_noacct', bytes: 120},
	{fn: 'blk_mq_submit_bio', bytes: 216},
	{fn: 'nvme_queue_rq', bytes: 160},
];

/** A thread close up, half way down a path. */
export const fakeThread = (row: ThreadRow): ThreadDetail => {
	const entered = row.state === 'R' ? 7 : path.length;
	const depthBytes = 256 + path.slice(0, entered).reduce((sum, {bytes}) => sum + bytes, 0);
	return {
		tid: row.tid,
		row: {...row, depthBytes, sleepDepthBytes: row.state === 'S' ? depthBytes : row.sleepDepthBytes},
		kind: 'user',
		isRestartable: true,
		frames: path,
		entered,
		offsetBytes: 256,
		deepFrames: path,
	};
};

export type FakeCore = {
	readonly cpu: number;
	readonly timeNs: number;
	readonly thread: ThreadRow;
	/** Nothing has happened on it: no thread, no event. */
	readonly idle: boolean;
};

/** A core close up that depends on nothing but its arguments. */
export function fakeCore({cpu, timeNs, thread, idle}: FakeCore): CoreDetail {
	return {
		cpu,
		thread: idle ? undefined : thread,
		running: thread.state === 'R',
		path: idle ? [] : path,
		events: idle
			? []
			: Array.from({length: 16}, (_, index): CoreEvent => {
				const kind = kinds[(index * 3 + cpu) % kinds.length]!;
				const {tid, comm} = thread;
				const depthBytes = kind.interrupted === 'task' ? 96 + (((index * 37) + cpu) % 40 * 56) : 0;
				return {...kind, timeNs: Math.max(0, timeNs - ((16 - index) * 1_250_000)), depthBytes, tid, comm};
			}),
	};
}

/** Counts of one policy that switches and bill are made up from. */
export type FakeCounts = {
	readonly faults: number;
	readonly userFaults: number;
	readonly interrupts: number;
	readonly nmis: number;
};

/** Switches between stacks, there and back. */
export function fakeSwitches(name: PolicyName, {faults, userFaults, interrupts, nmis}: FakeCounts): LevelSwitch[] {
	// All other proposals leave their events where they come
	const [faultStack, interruptStack] = {'fred-pf': [1, 1] as const, 'ist-pf': [6, 7] as const}[name] ?? [0, 0];
	const away = [
		{vector: 14, to: faultStack, count: faults + userFaults},
		{vector: 0xEC, to: interruptStack, count: Math.floor(interrupts / 2)},
		{vector: 0xFB, to: interruptStack, count: Math.ceil(interrupts / 2)},
		{vector: 2, to: 2, count: nmis},
	];
	return away.filter(({to, count}) => to > 0 && count > 0).flatMap(({vector, to, count}) => [{vector, from: 0, to, count}, {vector, from: to, to: 0, count}]);
}

/** The lines of a bill that belong to vectors. */
export function fakeBill(name: PolicyName, {faults, userFaults, interrupts}: FakeCounts): BillLine[] {
	const line = (what: string, role: BillRole, count: number, low: number, high: number): BillLine => ({
		what,
		role,
		count,
		cycles: {low: low * count, likely: (low + high) * count / 2, high: high * count},
	});
	switch (name) {
		case 'fred-pf': {
			return [
				line('stack faults', 'stackFault', faults, 366, 1236),
				line('user-memory faults moved to level 0', 'demotion', userFaults, 210, 818),
				line('user-memory faults finished on level 1', 'atomicFault', 0, 8, 108),
				line('interrupts moved to level 0', 'movedInterrupt', interrupts, 210, 818),
			];
		}

		case 'ist-pf': {
			return [
				line('stack faults', 'stackFault', faults, 624, 1710),
				line('user-memory faults copied back', 'demotion', userFaults, 163, 881),
				line('interrupts copied back', 'movedInterrupt', interrupts, 96, 574),
			];
		}

		default: {
			return [];
		}
	}
}
