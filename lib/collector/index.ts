export { Collector, type CollectorStatus } from './collector.ts';
export { fileKey } from './device-key.ts';
export { HOLDS, type Hold } from './holds.ts';
export { httpTransport, signV4 } from './http.ts';
export { LIMITS } from './limits.ts';
export { nodeDisk } from './node-disk.ts';
export type { Clock, CollectorPorts, DeviceState, Disk, Identity, Limits, Rules, Transport } from './ports.ts';
export { rulesOf } from './rules.ts';
export { run, systemClock } from './run.ts';
