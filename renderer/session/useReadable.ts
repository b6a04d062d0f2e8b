import { useSyncExternalStore } from 'react'
import type { Readable } from '#renderer/data/readable.ts'

/** A readable's value in a component, which renders again when it changes. */
export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.read)
}
