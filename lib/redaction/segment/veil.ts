/** From one event to another nothing is seen: a stay in a private window or a hidden field, or the typing of something masked. */
export interface Veil {
  readonly from: number;
  readonly to: number;
  /** Time of the device, in microseconds. */
  readonly began: number;
  readonly ended: number;
}
