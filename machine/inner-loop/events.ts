import {budgets, classMask, depthUnitBytes, faultStream, generationShift, interruptStream, limitMask, limitShift, markMask, nmiStream, offsetUnitsMax, offsetUnitStep, pageBytes, pathShift, rareStream, ringDepth, ringFields, slotCount} from '../layout';
import {asyncPageFaults, atomicIn65536, atomicUserFaults, budget, commonDepthMax, deepestOf, deepSleeps, deepSleepSlot, deviceNested, deviceTask, eventEntries, eventsWritten, fredDepth, fromUserDepth, handlerDepth, hot, idtDepth, interruptDepth, isUser, life, lifeVisits, livesOf, nestedPerTaskHit, nmiFromUserDepth, nmisKernel, nmisUser, offsetMask, pathDepth, rarePath, rareVisits, rescheduleIn65536, rescheduleTask, rows, switchWindowHits, switchWindowIn65536, tickKernelIn65536, ticksNested, ticksTask, ticksUser, tickUserIn65536, userFaultDepth, userFaults as userFaultsOf} from './box';
import {asyncHandlerBytes, eventAsyncPageFault, eventAtomicUserFault, eventDevice, eventNmiKernel, eventNmiUser, eventReschedule, eventTickNested, eventTickTask, eventTickUser, eventUserFault, fredEntryBytes, idtEntryBytes, marginBytes, reclaimHandlerBytes} from './box';
import {drawFrom, exponential, hash32} from './draws';
import {growByFault, growByInterrupt, growByRarePath, growFromUser, leaveAt, mustReclaim} from './outside';

/*
What befalls a thread while it is in the kernel: page faults on user memory, interrupts, ticks, NMIs, rare deep paths.
Each kind is a Poisson process over what the CPU does (visits, or busy time); its draws come from the CPU's own stream for that purpose.
Each answers whether the thread has to be seen off; whatever grows a stack is done outside, where policies are asked.
*/

const slotMask = slotCount - 1;

/** Events come by FRED, not by the IDT. */
let isFred: bool = true;
/** Memory may be so short that a fault has to reclaim some itself. */
let mayReclaim: bool = false;
/** Of what the NMI budget brings: async page faults. */
let asyncShare: f64 = 0;

export function resumeEvents(fred: bool, reclaims: bool, asyncs: f64): void {
	isFred = fred;
	mayReclaim = reclaims;
	asyncShare = asyncs;
}

/** Thread id of a row: see `../thread-rows.ts`. Who lives for ever has one life, and the column of lives need not be fetched from memory. */
@inline
function idOf(thread: i32): i32 {
	if (lifeVisits[hot[(thread << 2) + 2] & classMask] == 0) {
		return 1 + thread;
	}

	const lives = life[thread] >>> generationShift;
	return 1 + thread + (lives == 0 ? 0 : lives % livesOf * rows);
}

/** Remembers an event in the ring of its CPU; see `../event-ring.ts`. */
export function remember(thread: i32, cpu: i32, kind: i32, depthBytes: i32, moment: f64): void {
	const count = eventsWritten[cpu];
	const at = (cpu * ringDepth + (count & (ringDepth - 1))) * ringFields;
	eventsWritten[cpu] = count + 1 < 2 * ringDepth ? count + 1 : ringDepth;
	eventEntries[at] = moment;
	eventEntries[at + 1] = idOf(thread);
	eventEntries[at + 2] = kind;
	eventEntries[at + 3] = depthBytes;
}

/** Raises the high-water mark, which is the baseline's: it must not depend on which policies run beside it. */
export function mark(thread: i32, cpu: i32, depthBytes: i32): void {
	const units = min((depthBytes + depthUnitBytes - 1) / depthUnitBytes, markMask);
	deepestOf[cpu] = max(deepestOf[cpu], units);
	const at = (thread << 2) + 3;
	if (units > (hot[at] & markMask)) {
		hot[at] = (hot[at] & ~markMask) | units;
	}
}

/** The histograms are of a whole box: no arrival finds a thread deeper than its own paths go. */
export function within(thread: i32, depthUnits: i32): i32 {
	const item = hot[(thread << 2) + 2] & classMask;
	const own = pathDepth[hot[(thread << 2) + 3] >>> pathShift];
	return min(depthUnits, max(own, commonDepthMax[item]) + (offsetMask[item] == 0 ? 0 : offsetUnitsMax));
}

/** Whether no policy has to be asked about a stack used down to `depthBytes`. */
@inline
function fits(thread: i32, depthBytes: i32): bool {
	return depthBytes + marginBytes <= (((hot[(thread << 2) + 2] >>> limitShift) & limitMask) + 1) * pageBytes;
}

/** Depth of the task stack once the frame of an event at `depthBytes` lies on it: under the baseline, and the deeper of both deliveries. */
@inline
function brought(depthBytes: i32): i32 {
	const units = depthBytes / depthUnitBytes;
	return isFred ? fredDepth[units] : idtDepth[units];
}

@inline
function deepestBrought(depthBytes: i32): i32 {
	const units = depthBytes / depthUnitBytes;
	return max(fredDepth[units], idtDepth[units]);
}

@inline
function hasUserMode(thread: i32): bool {
	return isUser[hot[(thread << 2) + 2] & classMask] == 1;
}

function fromUser(thread: i32, cpu: i32, depthUnits: i32, isNmi: bool, moment: f64): i32 {
	const depthBytes = (isFred ? fredEntryBytes : idtEntryBytes) + depthUnits * depthUnitBytes;
	const mustLeave = fits(thread, depthBytes) ? 0 : growFromUser(thread, cpu, depthBytes, isNmi, moment);
	mark(thread, cpu, depthBytes);
	return mustLeave;
}

function interruptTask(thread: i32, cpu: i32, kind: i32, drawnUnits: i32, more: i32, moment: f64): i32 {
	const isLeaving = (more & 0xFF_FF) < switchWindowIn65536;
	if (isLeaving) {
		switchWindowHits[cpu] += 1;
	}

	const depthBytes = within(thread, drawnUnits) * depthUnitBytes;
	remember(thread, cpu, kind, depthBytes, moment);
	const mustLeave = fits(thread, deepestBrought(depthBytes)) ? 0 : growByInterrupt(thread, cpu, depthBytes, isLeaving, moment);
	mark(thread, cpu, brought(depthBytes));
	return mustLeave;
}

/** Page faults on user memory in the kernel visits of user thread `thread`. */
export function userFaults(thread: i32, cpu: i32, moment: f64): i32 {
	const at = cpu * budgets + faultStream;
	let mustLeave = 0;
	while (budget[at] < 0) {
		const bits = drawFrom(cpu, faultStream);
		const more = drawFrom(cpu, faultStream);
		const isAtomic = (bits >>> 16) < atomicIn65536;
		userFaultsOf[cpu] += 1;
		if (isAtomic) {
			atomicUserFaults[cpu] += 1;
		}

		const depthBytes = userFaultDepth[bits & slotMask] * depthUnitBytes;
		remember(thread, cpu, isAtomic ? eventAtomicUserFault : eventUserFault, depthBytes, moment);
		const reclaims = !isAtomic && mayReclaim && mustReclaim(more, moment);
		const handlerBytes = reclaims ? reclaimHandlerBytes : handlerDepth[more & slotMask] * depthUnitBytes;
		if (!fits(thread, deepestBrought(depthBytes) + handlerBytes)) {
			mustLeave |= growByFault(thread, cpu, depthBytes, handlerBytes, isAtomic, reclaims, moment);
		}

		mark(thread, cpu, brought(depthBytes) + handlerBytes);
		budget[at] += exponential(drawFrom(cpu, faultStream));
	}

	return mustLeave;
}

/** Device interrupts and IPIs that hit kernel visits of `thread`. */
export function interrupts(thread: i32, cpu: i32, moment: f64): i32 {
	const at = cpu * budgets + interruptStream;
	let mustLeave = 0;
	while (budget[at] < 0) {
		const bits = drawFrom(cpu, interruptStream);
		const more = drawFrom(cpu, interruptStream);
		const isReschedule = (bits >>> 16) < rescheduleIn65536;
		if (isReschedule) {
			rescheduleTask[cpu] += 1;
		} else {
			deviceTask[cpu] += 1;
		}

		// So many find the IRQ stack in use for each one that finds a task stack; a whole part and a chance
		const nested = Math.floor(nestedPerTaskHit);
		const chance = (nestedPerTaskHit - nested) * 65_536;
		deviceNested[cpu] += nested + (<f64>(more >>> 16) < chance ? 1 : 0);
		mustLeave |= interruptTask(thread, cpu, isReschedule ? eventReschedule : eventDevice, interruptDepth[bits & slotMask], more, moment);
		budget[at] += exponential(drawFrom(cpu, interruptStream));
	}

	return mustLeave;
}

/** A timer tick finds `thread` on CPU `cpu`. */
export function tick(thread: i32, cpu: i32, moment: f64): i32 {
	const bits = drawFrom(cpu, interruptStream);
	const where = bits >>> 16;
	// A kernel thread has no user mode: what would find it there finds it at work
	if (where < tickKernelIn65536 + (hasUserMode(thread) ? 0 : tickUserIn65536)) {
		ticksTask[cpu] += 1;
		return interruptTask(thread, cpu, eventTickTask, interruptDepth[bits & slotMask], hash32(bits), moment);
	}

	if (where < tickKernelIn65536 + tickUserIn65536) {
		ticksUser[cpu] += 1;
		remember(thread, cpu, eventTickUser, 0, moment);
		return fromUser(thread, cpu, fromUserDepth[bits & slotMask], false, moment);
	}

	ticksNested[cpu] += 1;
	remember(thread, cpu, eventTickNested, 0, moment);
	return 0;
}

/** The hypervisor says that a page of the guest is not there: vector 14 in kernel mode, like a fault on user memory. */
function asyncPageFault(thread: i32, cpu: i32, bits: i32, moment: f64): i32 {
	asyncPageFaults[cpu] += 1;
	const depthBytes = within(thread, interruptDepth[bits & slotMask]) * depthUnitBytes;
	remember(thread, cpu, eventAsyncPageFault, depthBytes, moment);
	const mustLeave = fits(thread, deepestBrought(depthBytes) + asyncHandlerBytes) ? 0 : growByFault(thread, cpu, depthBytes, asyncHandlerBytes, false, false, moment);
	mark(thread, cpu, brought(depthBytes) + asyncHandlerBytes);
	return mustLeave;
}

/** NMIs in the busy time of `thread`: from user mode they use the task stack, from kernel mode their own. */
export function nmis(thread: i32, cpu: i32, moment: f64): i32 {
	const at = cpu * budgets + nmiStream;
	let mustLeave = 0;
	while (budget[at] < 0) {
		const bits = drawFrom(cpu, nmiStream);
		if (asyncShare > 0 && <f64><u32>drawFrom(cpu, nmiStream) < asyncShare * 4_294_967_296) {
			mustLeave |= asyncPageFault(thread, cpu, bits, moment);
		} else if ((bits >>> 16) < tickUserIn65536 && hasUserMode(thread)) {
			nmisUser[cpu] += 1;
			remember(thread, cpu, eventNmiUser, 0, moment);
			mustLeave |= fromUser(thread, cpu, nmiFromUserDepth[bits & slotMask], true, moment);
		} else {
			nmisKernel[cpu] += 1;
			remember(thread, cpu, eventNmiKernel, within(thread, interruptDepth[(bits >>> 6) & slotMask]) * depthUnitBytes, moment);
		}

		budget[at] += exponential(drawFrom(cpu, nmiStream));
	}

	return mustLeave;
}

/** Visits of `thread` that take one of the rare paths of class `item`. */
export function rarePaths(thread: i32, cpu: i32, item: i32, moment: f64): i32 {
	const at = cpu * budgets + rareStream;
	let mustLeave = 0;
	while (budget[at] < 0) {
		const bits = drawFrom(cpu, rareStream);
		rareVisits[cpu] += 1;
		const offset = ((bits >>> 16) & offsetMask[item]) * offsetUnitStep;
		const drawn = rarePath[item * slotCount + (bits & slotMask)];
		// A switch away from the thread in the middle of its own deepest path
		const leaves = drawn == deepSleepSlot;
		const path = leaves ? hot[(thread << 2) + 3] >>> pathShift : drawn;
		const depthBytes = (pathDepth[path] + offset) * depthUnitBytes;
		if (!fits(thread, depthBytes)) {
			mustLeave |= growByRarePath(thread, cpu, depthBytes, leaves ? -1 : path, bits, moment);
		}

		mark(thread, cpu, depthBytes);
		if (leaves && depthBytes > pageBytes) {
			deepSleeps[cpu] += 1;
			leaveAt(depthBytes);
			mustLeave = 1;
		}

		budget[at] += exponential(drawFrom(cpu, rareStream));
	}

	return mustLeave;
}
