/** A range of events in which nothing is shown: a stay in a private window or a hidden field, or the typing of a masked text. */
export interface Veil {
  readonly from: number;
  readonly to: number;
  /** Time of the device, in microseconds. */
  readonly began: number;
  readonly ended: number;
}
