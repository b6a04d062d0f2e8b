/** How one is greeted: the first of several words, unless it is a title or an initial ("Dr."). */
export function shortNameOf(name: string): string {
  const [first = ''] = name.split(' ')
  return first.endsWith('.') || first.length < 2 ? name : first
}
