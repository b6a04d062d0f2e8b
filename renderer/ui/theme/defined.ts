type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/**
 * The properties that have a value. react-aria's types tell a missing property from an undefined
 * one, our callers need not.
 */
export function defined<T extends object>(props: T): Defined<T> {
  const entries = Object.entries(props).filter(([, value]) => value !== undefined)
  // Object.fromEntries forgets the keys; only entries of T are left in, none of them undefined.
  return Object.fromEntries(entries) as Defined<T>
}
