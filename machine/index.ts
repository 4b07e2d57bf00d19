/** The only door into `machine/`: what `source/` may import. */
export type * from './description.js';
export type * from './details.js';
export {threadGroupings, threadSorts} from './details.js';
export * from './thread-condition.js';
export type * from './reading/policy-reading.js';
export type * from './reading/reading.js';
export type * from './happenings.js';
export {readingSchemaVersion} from './reading/reading.js';
export {followedFigures, type Figures, type FollowedFigure} from './reading/figures.js';
export {Machine} from './machine.js';
// Event delivery, for the commands that explain and check it.
export * from './delivery/event.js';
export {
	type PageAccess, type Paging, isCanonical, pageAccess,
} from './delivery/address.js';
export * from './delivery/fred-msr.js';
export * from './delivery/fred-frame.js';
export * from './delivery/fred-frame-check.js';
export * from './delivery/fred-deliver.js';
export * from './delivery/fred-return.js';
export * from './delivery/idt.js';
export * from './delivery/idt-return.js';
export type * from './delivery/segment.js';
export {places, type CpuPlace} from './topology.js';
export * from './delivery/core-frames.js';
export {type DeliverySetup, interruptVectors, targetOf} from './delivery/setup.js';
export {failureKinds} from './description.js';
export type {BillRole, Policy} from './policies/policy.js';
export {growthContexts, maySleep, type GrowthContext} from './policies/context.js';
export {families} from './policies/index.js';
export type {Family, Parameter} from './policies/family.js';
export {deliverySetupOf, PolicyChoiceError, policyOf, readPolicyChoice, type PolicyChoice} from './policies/choice.js';
export type {LogKind} from './log.js';
export {memoryStates, type MemoryState} from './memory/physical.js';
export {comparedFigures, figureGroups, type Figure, type FigureGroup} from './compared-figures.js';
export {comparePolicies, comparisonAxes, comparisonSchemaVersion, dominates, judge, type ComparedPolicy, type Comparison, type Judgement} from './comparison.js';
export {combine, scaleRange} from './delivery/cycles.js';
export * from './statistics.js';
export {hashKey} from './random.js';
export {hotplugTimes, runTrial, type Condition, type PolicyTotals, type Trial, type TrialReading} from './trial.js';
