/** A piece of a file as it reads after decoding, and where it came from. */
export interface View {
  readonly where: string
  readonly bytes: Uint8Array
}
