export { Collector, type CollectorStatus } from './collector.ts';
export { fileKey } from './device-key.ts';
export { type CollectorHold, HOLDS } from './holds.ts';
export { httpTransport, signV4 } from './http.ts';
export { LIMITS } from './limits.ts';
export { nodeDisk } from './node-disk.ts';
export type { Clock, CollectorIdentity, CollectorPorts, DeviceState, Disk, Limits, Rules, Transport } from './ports.ts';
export { rulesOf } from './rules.ts';
export { run, systemClock } from './run.ts';
