export { type Capacity, capacityOf, KEPT_BY_LAMBDA, reservedOf, type Throttle } from './capacity.ts';
export { type Cost, costOf } from './cost.ts';
export { breaks, firstLimit, type LimitLine, linesOf } from './limits.ts';
export { MEASURED } from './measured.ts';
export { PRICED_REGIONS, PRICES_OF, type PricedRegion } from './prices.ts';
export { reservable } from './reservable.ts';
export { type Collection, loadOf } from './workload.ts';
