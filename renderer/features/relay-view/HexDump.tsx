import styles from './HexDump.module.css'

const shownBytes = 256
const bytesPerLine = 16

/** The first bytes of something, as a computer shows them. */
export function HexDump({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, shownBytes); at += bytesPerLine) {
    const line = [...bytes.subarray(at, at + bytesPerLine)]
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'))
    lines.push(
      `${at.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesPerLine * 3)} ${text.join('')}`,
    )
  }
  return (
    <pre className={styles.dump} aria-label={label}>
      {lines.join('\n')}
    </pre>
  )
}
