import { useEffect, useState } from 'react'

const everyMs = 30_000

/** The time, in milliseconds since 1970, read again twice a minute: for words such as "a minute ago". */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
