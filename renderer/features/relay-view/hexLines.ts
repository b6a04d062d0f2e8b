const bytesPerLine = 16

/** Bytes as a computer shows them: place, figures, letters where there are any. */
export function hexLines(bytes: Uint8Array): readonly string[] {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += bytesPerLine) {
    const line = [...bytes.subarray(at, at + bytesPerLine)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'))
    lines.push(
      `${at.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesPerLine * 3)} ${text.join('')}`,
    )
  }
  return lines
}
