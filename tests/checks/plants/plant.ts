/** A planted violation: the file, what it says, the step that must fail, and how it names it. */
export interface Plant {
  readonly breaks: string
  readonly file: string
  readonly text: string
  readonly step: string
  /** What the line that names the file says too. */
  readonly says: string
}
