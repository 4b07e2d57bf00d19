import {picturePeriod, quantumBits, quantumTicks, wheelSlots} from '../layout';
import {ahead, claimsPending, clock, cpus, cpuWords, hot, mapped, near, nearCpus, pictured, time} from './box';
import {busyUntil, resumeBursts, run} from './burst';
import {resumeEvents} from './events';
import {enterBlock as enterBlockOutside, lookAround as lookAroundOutside, settleClaims, wakeUp} from './outside';
import {earliest, enterBlock, insert, leftBy, nextBusySlot, settle} from './wheel';

const quantumMask = quantumTicks - 1;

/** Quanta are counted modulo 2^25, like ticks modulo 2^32. */
const quantumCountMask = 0x1_FF_FF_FF;

/** The scheduler's picture shows no CPU with anything to do. */
let pictureIsBlank: bool = false;
/** CPUs are advanced from the last to the first inside a quantum. */
let isDescending: bool = false;
/** Somebody outside runs the wake-ups and takes the pictures. */
let isDrivenOutside: bool = false;

/** To be called after the state was replaced or changed from outside, and when the tick counter turns over. */
export function resume(turnSalt: i32, now: i32, nmiPerTick: f64, asyncShare: f64, isFred: bool, mayReclaim: bool): void {
	pictureIsBlank = false;
	resumeBursts(turnSalt, nmiPerTick, now);
	resumeEvents(isFred, mayReclaim, asyncShare);
}

/** Sets the order in which CPUs are advanced, and whether wake-ups are run outside. */
export function setOrder(descending: bool, drivenOutside: bool): void {
	isDescending = descending;
	isDrivenOutside = drivenOutside;
}

/** Takes the scheduler's picture at `moment`: how far ahead each CPU's work reaches. */
export function lookAround(moment: f64): void {
	const now = <i32><i64>moment;
	const isBlank = busyUntil - now <= 0;
	// On an idle box one picture after the other is blank: it need not be taken again
	if (!isBlank || !pictureIsBlank) {
		for (let cpu = 0; cpu < cpus; cpu++) {
			ahead[cpu] = max(0, clock[cpu] - now);
		}
	}

	pictureIsBlank = isBlank;
}

/** Moves the clock to tick `ticks`; takes blocks of the wheel apart where one begins. */
function moveTo(ticks: i64): void {
	const left = <i64>time[0] >> quantumBits;
	time[0] = <f64>ticks;
	const quantum = ticks >> quantumBits;
	if (quantum == left) {
		return;
	}

	if (claimsPending[0] != 0) {
		settleClaims(<f64>((left + 1) << quantumBits));
	}

	if ((quantum & (wheelSlots - 1)) != 0) {
		return;
	}

	const now = <i32>quantum & quantumCountMask;
	enterBlockOutside(now, <f64>ticks);
	enterBlock(now);
}

/**
Reads the records of the threads that come first on the CPUs of a word, all at once, so that one wait for memory is that for all of them: in a box of a million threads they are in no cache.
What is read goes into a word that nobody uses, as there is no other way to ask for it.
*/
@inline
function fetch(heads: i32, bits: i32): void {
	let sum = 0;
	for (let left = bits; left != 0; left &= left - 1) {
		const thread = near[heads + ctz(left)];
		sum += hot[thread << 2] + mapped[thread];
	}

	store<i32>(0, sum);
}

/**
Quantum number `full`, or its part below `limit` ticks from its start.
Exported, though nobody outside calls it: what has but one caller becomes part of it, and the engine puts better code under a function only when that is called the next time.
*/
export function runQuantum(full: i64, limit: i32): void {
	const quantum = <i32>full & quantumCountMask;
	const slot = quantum & (wheelSlots - 1);
	const start = <f64>(full << quantumBits);
	const edge = (quantum + 1) << quantumBits;
	const period = (<i32>(full / picturePeriod) & 0x3F_FF_FF_FF) + 1;
	if (pictured[0] != period) {
		pictured[0] = period;
		if (isDrivenOutside) {
			lookAroundOutside(start);
		} else {
			lookAround(start);
		}
	}

	for (let i = 0; i < cpuWords; i++) {
		const word = isDescending ? cpuWords - 1 - i : i;
		// Nobody comes into this slot on another CPU while the quantum runs: what one CPU does to another lands on the edge
		let bits = nearCpus[slot * cpuWords + word];
		const heads = slot * cpus + (word << 5);
		fetch(heads, bits);
		while (bits != 0) {
			const bit = isDescending ? 31 - clz(bits) : ctz(bits);
			bits &= ~(1 << bit);
			const cpu = (word << 5) + bit;
			let thread = near[heads + bit];
			for (; thread >= 0; thread = near[heads + bit]) {
				const tick = hot[thread << 2] & quantumMask;
				if (tick >= limit) {
					break;
				}

				near[heads + bit] = hot[(thread << 2) + 1];
				const moment = start + <f64>tick;
				insert(thread, isDrivenOutside ? wakeUp(thread, cpu, edge, moment) : run(thread, cpu, edge, moment), quantum);
			}

			if (thread < 0) {
				leftBy(slot, cpu);
			}
		}
	}

	settle(slot);
}

/** Runs every burst that wakes before tick `until` (full count). */
export function advance(until: f64): void {
	const last = <i64>until;
	while (<i64>time[0] < last) {
		const quantum = <i64>time[0] >> quantumBits;
		const slot = <i32>quantum & (wheelSlots - 1);
		const busy = nextBusySlot(slot);
		if (busy > slot) {
			moveTo(min(last, (quantum + <i64>(busy - slot)) << quantumBits));
			continue;
		}

		const limit = min(last, (quantum + 1) << quantumBits);
		runQuantum(quantum, <i32>(limit - (quantum << quantumBits)));
		moveTo(limit);
	}
}

/** Tick just after the next burst wakes, or `horizon` if none does before; time moves to the block it is in. */
export function nextBurst(horizon: f64): f64 {
	const last = <i64>horizon;
	while (<i64>time[0] < last) {
		const quantum = <i64>time[0] >> quantumBits;
		const slot = <i32>quantum & (wheelSlots - 1);
		const busy = nextBusySlot(slot);
		const start = (quantum + <i64>(busy - slot)) << quantumBits;
		if (busy < wheelSlots) {
			return <f64>min(last, start + <i64>earliest(busy) + 1);
		}

		moveTo(min(last, start));
	}

	return horizon;
}
