import {loadWorkload} from '../../source/files/workload.js';

/** Percent of the CPU time that a workload says it uses, in the words of its provenance; undefined where it says nothing. */
export const saidLoad = (workload: string): number | undefined => {
	const text = loadWorkload(workload).provenance.map(({source}) => /load of about (?<percent>\d+) %/u.exec(source)?.groups!.percent).find(found => found !== undefined);
	return text === undefined ? undefined : Number(text);
};
