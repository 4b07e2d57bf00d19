/*
The box that is run: where its columns lie, and its figures that never change. TypeScript hands them in as `../loop.ts` starts the loop.
What each one is stands with its cut: records in `../threads.ts`, the wheel in `../time/wheel.ts`, tables in `../workload/tables.ts`, all others in `../world.ts` and `../counters.ts`.
*/
import {Float64s, Int32s, Uint16s, Uint8s} from './columns';

@external('box', 'cpus') export declare const cpus: i32;
@external('box', 'cpuWords') export declare const cpuWords: i32;
/** The scalars `now` and `claimsPending` of the state. */
@external('box', 'time') declare const timeAt: usize; export const time = changetype<Float64s>(timeAt);
@external('box', 'claimsPending') declare const claimsPendingAt: usize; export const claimsPending = changetype<Float64s>(claimsPendingAt);

// Threads
@external('box', 'hot') declare const hotAt: usize; export const hot = changetype<Int32s>(hotAt);
@external('box', 'life') declare const lifeAt: usize; export const life = changetype<Int32s>(lifeAt);

@external('box', 'mapped') declare const mappedAt: usize; export const mapped = changetype<Int32s>(mappedAt);

// The wheel
@external('box', 'near') declare const nearAt: usize; export const near = changetype<Int32s>(nearAt);
@external('box', 'nearCpus') declare const nearCpusAt: usize; export const nearCpus = changetype<Int32s>(nearCpusAt);
@external('box', 'nearSlots') declare const nearSlotsAt: usize; export const nearSlots = changetype<Int32s>(nearSlotsAt);
@external('box', 'middle') declare const middleAt: usize; export const middle = changetype<Int32s>(middleAt);
@external('box', 'far') declare const farAt: usize; export const far = changetype<Int32s>(farAt);

// CPUs
@external('box', 'clock') declare const clockAt: usize; export const clock = changetype<Int32s>(clockAt);
@external('box', 'nextTick') declare const nextTickAt: usize; export const nextTick = changetype<Int32s>(nextTickAt);
@external('box', 'lastThread') declare const lastThreadAt: usize; export const lastThread = changetype<Int32s>(lastThreadAt);
@external('box', 'ahead') declare const aheadAt: usize; export const ahead = changetype<Int32s>(aheadAt);
@external('box', 'pictured') declare const picturedAt: usize; export const pictured = changetype<Int32s>(picturedAt);
@external('box', 'online') declare const onlineAt: usize; export const online = changetype<Int32s>(onlineAt);
@external('box', 'deepest') declare const deepestOfAt: usize; export const deepestOf = changetype<Int32s>(deepestOfAt);
@external('box', 'attention') declare const attentionAt: usize; export const attention = changetype<Int32s>(attentionAt);
@external('box', 'budget') declare const budgetAt: usize; export const budget = changetype<Float64s>(budgetAt);
@external('box', 'members') declare const complexMembersAt: usize; export const complexMembers = changetype<Int32s>(complexMembersAt);
@external('box', 'first') declare const complexFirstAt: usize; export const complexFirst = changetype<Int32s>(complexFirstAt);
@external('box', 'size') declare const complexSizeAt: usize; export const complexSize = changetype<Int32s>(complexSizeAt);

// Counters by CPU
@external('box', 'bursts') declare const burstsAt: usize; export const bursts = changetype<Float64s>(burstsAt);
@external('box', 'visits') declare const visitsOfAt: usize; export const visitsOf = changetype<Float64s>(visitsOfAt);
@external('box', 'busyTicks') declare const busyTicksAt: usize; export const busyTicks = changetype<Float64s>(busyTicksAt);
@external('box', 'contextSwitches') declare const contextSwitchesAt: usize; export const contextSwitches = changetype<Float64s>(contextSwitchesAt);
@external('box', 'idleInterrupts') declare const idleInterruptsAt: usize; export const idleInterrupts = changetype<Float64s>(idleInterruptsAt);
@external('box', 'userVisits') declare const userVisitsAt: usize; export const userVisits = changetype<Float64s>(userVisitsAt);
@external('box', 'restartableWaits') declare const restartableWaitsAt: usize; export const restartableWaits = changetype<Float64s>(restartableWaitsAt);
@external('box', 'markPages') declare const markPagesAt: usize; export const markPages = changetype<Float64s>(markPagesAt);
@external('box', 'stacks') declare const stacksAt: usize; export const stacks = changetype<Float64s>(stacksAt);
@external('box', 'migrations') declare const migrationsAt: usize; export const migrations = changetype<Float64s>(migrationsAt);
@external('box', 'userFaults') declare const userFaultsAt: usize; export const userFaults = changetype<Float64s>(userFaultsAt);
@external('box', 'atomicUserFaults') declare const atomicUserFaultsAt: usize; export const atomicUserFaults = changetype<Float64s>(atomicUserFaultsAt);
@external('box', 'rescheduleTask') declare const rescheduleTaskAt: usize; export const rescheduleTask = changetype<Float64s>(rescheduleTaskAt);
@external('box', 'deviceTask') declare const deviceTaskAt: usize; export const deviceTask = changetype<Float64s>(deviceTaskAt);
@external('box', 'deviceNested') declare const deviceNestedAt: usize; export const deviceNested = changetype<Float64s>(deviceNestedAt);
@external('box', 'ticksTask') declare const ticksTaskAt: usize; export const ticksTask = changetype<Float64s>(ticksTaskAt);
@external('box', 'ticksNested') declare const ticksNestedAt: usize; export const ticksNested = changetype<Float64s>(ticksNestedAt);
@external('box', 'ticksUser') declare const ticksUserAt: usize; export const ticksUser = changetype<Float64s>(ticksUserAt);
@external('box', 'nmisUser') declare const nmisUserAt: usize; export const nmisUser = changetype<Float64s>(nmisUserAt);
@external('box', 'nmisKernel') declare const nmisKernelAt: usize; export const nmisKernel = changetype<Float64s>(nmisKernelAt);
@external('box', 'asyncPageFaults') declare const asyncPageFaultsAt: usize; export const asyncPageFaults = changetype<Float64s>(asyncPageFaultsAt);
@external('box', 'rareVisits') declare const rareVisitsAt: usize; export const rareVisits = changetype<Float64s>(rareVisitsAt);
@external('box', 'deepSleeps') declare const deepSleepsAt: usize; export const deepSleeps = changetype<Float64s>(deepSleepsAt);
@external('box', 'switchWindowHits') declare const switchWindowHitsAt: usize; export const switchWindowHits = changetype<Float64s>(switchWindowHitsAt);

/** By policy: fewest pages that a stack can hold, and address of the pages of stacks by CPU. */
@external('box', 'policies') export declare const policies: i32;
@external('box', 'fewestPages') declare const fewestPagesAt: usize; export const fewestPages = changetype<Int32s>(fewestPagesAt);
@external('box', 'stackPagesAt') declare const stackPagesAtAt: usize; export const stackPagesAt = changetype<Int32s>(stackPagesAtAt);

// Streams of draws by CPU and purpose, and the ring of events
@external('box', 'streamState') declare const streamStateAt: usize; export const streamState = changetype<Int32s>(streamStateAt);
@external('box', 'eventEntries') declare const eventEntriesAt: usize; export const eventEntries = changetype<Float64s>(eventEntriesAt);
@external('box', 'eventsWritten') declare const eventsWrittenAt: usize; export const eventsWritten = changetype<Int32s>(eventsWrittenAt);

// By class of threads
@external('box', 'classBusyTicks') declare const classBusyTicksAt: usize; export const classBusyTicks = changetype<Float64s>(classBusyTicksAt);
@external('box', 'classBursts') declare const classBurstsAt: usize; export const classBursts = changetype<Float64s>(classBurstsAt);
@external('box', 'isBound') declare const isBoundAt: usize; export const isBound = changetype<Uint8s>(isBoundAt);
@external('box', 'isUser') declare const isUserAt: usize; export const isUser = changetype<Uint8s>(isUserAt);
@external('box', 'restartableSleep') declare const restartableSleepAt: usize; export const restartableSleep = changetype<Uint8s>(restartableSleepAt);
@external('box', 'visitScale') declare const visitScaleAt: usize; export const visitScale = changetype<Float64s>(visitScaleAt);
@external('box', 'visitTickScale') declare const visitTickScaleAt: usize; export const visitTickScale = changetype<Float64s>(visitTickScaleAt);
@external('box', 'sleepTickScale') declare const sleepTickScaleAt: usize; export const sleepTickScale = changetype<Float64s>(sleepTickScaleAt);
@external('box', 'respawnTickScale') declare const respawnTickScaleAt: usize; export const respawnTickScale = changetype<Float64s>(respawnTickScaleAt);
@external('box', 'lifeVisits') declare const lifeVisitsAt: usize; export const lifeVisits = changetype<Float64s>(lifeVisitsAt);
@external('box', 'rarePerVisit') declare const rarePerVisitAt: usize; export const rarePerVisit = changetype<Float64s>(rarePerVisitAt);
@external('box', 'migrateIn65536') declare const migrateIn65536At: usize; export const migrateIn65536 = changetype<Int32s>(migrateIn65536At);
@external('box', 'offsetMask') declare const offsetMaskAt: usize; export const offsetMask = changetype<Int32s>(offsetMaskAt);
@external('box', 'deepIn65536') declare const deepIn65536At: usize; export const deepIn65536 = changetype<Int32s>(deepIn65536At);
@external('box', 'commonDepthMax') declare const commonDepthMaxAt: usize; export const commonDepthMax = changetype<Int32s>(commonDepthMaxAt);

// Depths by path, and by class and slot
@external('box', 'pathDepth') declare const pathDepthAt: usize; export const pathDepth = changetype<Int32s>(pathDepthAt);
@external('box', 'commonDepth') declare const commonDepthAt: usize; export const commonDepth = changetype<Int32s>(commonDepthAt);
@external('box', 'rarePath') declare const rarePathAt: usize; export const rarePath = changetype<Uint16s>(rarePathAt);

// Depths by slot of what befalls a burst
@external('box', 'userFaultDepth') declare const userFaultDepthAt: usize; export const userFaultDepth = changetype<Uint16s>(userFaultDepthAt);
@external('box', 'handlerDepth') declare const handlerDepthAt: usize; export const handlerDepth = changetype<Int32s>(handlerDepthAt);
@external('box', 'interruptDepth') declare const interruptDepthAt: usize; export const interruptDepth = changetype<Uint16s>(interruptDepthAt);
@external('box', 'fromUserDepth') declare const fromUserDepthAt: usize; export const fromUserDepth = changetype<Uint16s>(fromUserDepthAt);
@external('box', 'nmiFromUserDepth') declare const nmiFromUserDepthAt: usize; export const nmiFromUserDepth = changetype<Uint16s>(nmiFromUserDepthAt);

/** Depth in bytes of a stack once the frame of an event lies on it, by depth units at the event: see `interruptedDepth` in `../delivery/setup.ts`. */
@external('box', 'fredDepth') declare const fredDepthAt: usize; export const fredDepth = changetype<Int32s>(fredDepthAt);
@external('box', 'idtDepth') declare const idtDepthAt: usize; export const idtDepth = changetype<Int32s>(idtDepthAt);

/** ln(1 + i/1024) in Q20, and ln 2. */
@external('box', 'logarithms') declare const logarithmsAt: usize; export const logarithms = changetype<Int32s>(logarithmsAt);
@external('box', 'ln2') export declare const ln2: i32;

@external('box', 'tickPeriod') export declare const tickPeriod: i32;
@external('box', 'longWaitTicks') export declare const longWaitTicks: i32;
@external('box', 'sliceTicks') export declare const sliceTicks: i32;
/** Depth units below the stack pointer that some policy wants mapped as well. */
@external('box', 'marginUnits') export declare const marginUnits: i32;
@external('box', 'userFaultPerVisit') export declare const userFaultPerVisit: f64;
@external('box', 'interruptPerVisit') export declare const interruptPerVisit: f64;
@external('box', 'marginBytes') export declare const marginBytes: i32;
@external('box', 'atomicIn65536') export declare const atomicIn65536: i32;
@external('box', 'rescheduleIn65536') export declare const rescheduleIn65536: i32;
@external('box', 'tickKernelIn65536') export declare const tickKernelIn65536: i32;
@external('box', 'tickUserIn65536') export declare const tickUserIn65536: i32;
@external('box', 'switchWindowIn65536') export declare const switchWindowIn65536: i32;
@external('box', 'nestedPerTaskHit') export declare const nestedPerTaskHit: f64;

/** Rows of the thread table, and how often one can be forked anew before ids are used again. */
@external('box', 'rows') export declare const rows: i32;
@external('box', 'livesOf') export declare const livesOf: i32;

// Constants of rooms that TypeScript keeps; see there
@external('box', 'deepSleepSlot') export declare const deepSleepSlot: i32;
@external('box', 'asyncHandlerBytes') export declare const asyncHandlerBytes: i32;
@external('box', 'reclaimHandlerBytes') export declare const reclaimHandlerBytes: i32;
@external('box', 'fredEntryBytes') export declare const fredEntryBytes: i32;
@external('box', 'idtEntryBytes') export declare const idtEntryBytes: i32;
@external('box', 'eventUserFault') export declare const eventUserFault: i32;
@external('box', 'eventAtomicUserFault') export declare const eventAtomicUserFault: i32;
@external('box', 'eventTickTask') export declare const eventTickTask: i32;
@external('box', 'eventTickNested') export declare const eventTickNested: i32;
@external('box', 'eventTickUser') export declare const eventTickUser: i32;
@external('box', 'eventReschedule') export declare const eventReschedule: i32;
@external('box', 'eventDevice') export declare const eventDevice: i32;
@external('box', 'eventNmiKernel') export declare const eventNmiKernel: i32;
@external('box', 'eventNmiUser') export declare const eventNmiUser: i32;
@external('box', 'eventAsyncPageFault') export declare const eventAsyncPageFault: i32;
