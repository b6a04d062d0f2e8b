/** The words of Settings. */
export const settingsWords = {
  title: 'Settings',
  relayTitle: 'Relay',
  relayHint:
    'The relay lets your computers find each other and keeps sealed parcels while somebody is away. Changing it locks the app once.',
  relayAddress: 'Relay address',
  relaySave: 'Use this relay',
  relaySaving: 'Changing…',
  host: 'Run a relay on this computer',
  hostHint:
    'Two people need nothing else. It works while Subrosa is open here, locked or not, and starts again with it; the others use the address below.',
  hostAgain: 'Try again',
  hostAddress: 'The others reach it at',
  lookTitle: 'Look',
  lookHint: 'Kept on this computer.',
  theme: 'Light or dark',
  themes: { system: 'As the computer', light: 'Light', dark: 'Dark' },
  size: 'Size of text',
  scale: (percent: number) => `${percent}%`,
  dataTitle: 'Where everything is',
  dataText:
    'What you and the others write lies on this computer, sealed, and on theirs. The relay keeps sealed parcels only. There is no account and nobody else who could open it.',
  lockTitle: 'Lock',
  lockHint: 'Closes everything on this computer until somebody opens it again.',
  lock: 'Lock now',
  locking: 'Locking…',
  about: (version: string) => `Subrosa ${version}. Not yet examined by anybody outside.`,
  oldRuntime: 'This copy runs on an old engine that is for trying out only.',
  error: 'Please look',
} as const
