/** The words of What the relay sees. */
export const relayWords = {
  title: 'What the relay sees',
  lead: 'The relay passes sealed parcels on. This is all it holds of your forum, in its own bytes.',
  address: 'Relay',
  mailbox: 'The name it knows you by',
  count: 'Parcels',
  bytes: 'Bytes',
  first: 'First parcel came',
  last: 'Last parcel came',
  never: 'none yet',
  newest: 'The newest parcel, as it lies there',
  newestHint: (shown: number, of: number) =>
    shown < of ? `The first ${shown} of ${of} bytes.` : `All ${of} bytes.`,
  newestNone: 'It holds nothing yet.',
  knowsTitle: 'What else it can see',
  knows:
    'It can also see when you are connected and from which address. It cannot see who you are, what you write, or how many of you there are.',
  refresh: 'Look again',
  looking: 'Asking the relay…',
  error: 'Please look',
  failed: 'The relay could not be asked',
} as const
