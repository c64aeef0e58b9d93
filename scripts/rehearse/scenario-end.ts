/** How a scenario ended beside how it is listed. */
export interface ScenarioEnd {
  readonly name: string;
  readonly listed: number;
  /** Null: not played. */
  readonly exitCode: number | null;
  /** `DT_` code of the last verify's first check that did not pass, or of what ended the scenario before; null: none. */
  readonly code: string | null;
  /** Creates of a call that the last verify sent; null: it did not come to a verify. */
  readonly posts: number | null;
  /** Whether the call was hung up or is over; null: there was none. */
  readonly hungUp: boolean | null;
  readonly isAsListed: boolean;
  readonly durationMs: number;
  readonly note: string;
}
