export { namespacesAllowed, whyNoNamespaces } from './allowed.ts'
export { createHub, type Hub, type MemberNamespace } from './hub.ts'
export { type Namespace, runInside, spawnInside } from './namespace.ts'
