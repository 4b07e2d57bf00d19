import {aliveBit, cpuMask, cpuShift, pageCountBits} from '../layout';
import {ahead, complexFirst, complexMembers, complexSize, cpus, fewestPages, longWaitTicks, mapped, migrations, online, policies, stackPagesAt, stacks} from './box';
import {Float64s} from './columns';
import {hash32, hashKey, oneOf} from './draws';

const pageCountMask = (1 << pageCountBits) - 1;

/** The CPU of a place word. */
@inline
export function cpuOf(place: i32): i32 {
	return (place >>> cpuShift) & cpuMask;
}

/**
Where a thread that woke on `cpu` and would wait `wait` ticks there goes instead: of two CPUs drawn from its complex the one with less to do, if that saves more than its patience;
after a long wait any CPU of the box. Gives `cpu` where nothing better is in the picture.
*/
export function betterCpu(thread: i32, cpu: i32, wake: i32, wait: i32, patience: i32): i32 {
	const draw = hashKey(thread, wake, 0x5C_ED);
	const first = complexFirst[cpu];
	const size = complexSize[cpu];
	const a = complexMembers[first + (draw >>> 16) % size];
	const b = complexMembers[first + (draw & 0xFF_FF) % size];
	const near = ahead[b] < ahead[a] ? b : a;
	if (near != cpu && online[near] == 1 && ahead[near] + patience < wait) {
		return near;
	}

	if (wait <= longWaitTicks) {
		return cpu;
	}

	const far = oneOf(cpus, hashKey(draw, 1, 0));
	return far != cpu && online[far] == 1 && ahead[far] + patience < wait ? far : cpu;
}

/** The pages of `thread` are counted on CPU `to` from now on, under every policy. */
export function movePages(thread: i32, from: i32, to: i32): void {
	for (let policy = 0; policy < policies; policy++) {
		const stackPages = changetype<Float64s>(stackPagesAt[policy]);
		const pages = ((mapped[thread] >>> (policy * pageCountBits)) & pageCountMask) + fewestPages[policy];
		stackPages[from] -= pages;
		stackPages[to] += pages;
	}
}

/** Files the thread under CPU `to`; gives its new place word. */
export function moveTo(thread: i32, place: i32, from: i32, to: i32): i32 {
	if (to != from && (place & aliveBit) != 0) {
		movePages(thread, from, to);
		stacks[from] -= 1;
		stacks[to] += 1;
		migrations[from] += 1;
	}

	return (place & ~(cpuMask << cpuShift)) | (to << cpuShift);
}

/** Sends the thread to another CPU that is there, chosen by `bits`; gives its new place word. */
export function migrate(thread: i32, place: i32, from: i32, bits: i32): i32 {
	let to = oneOf(cpus, hash32(bits));
	while (online[to] == 0) {
		to = to + 1 == cpus ? 0 : to + 1;
	}

	return moveTo(thread, place, from, to);
}
