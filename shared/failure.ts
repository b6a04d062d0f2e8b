/**
 * Every expected failure by name. The sentence a person reads for each stands in
 * `renderer/words/failures.ts`, which must cover this list exactly.
 */
export const failureCodes = [
  // codec and envelope
  'malformed',
  'too-large',
  'unsupported-version',
  'commitment-mismatch',
  'decryption-failed',
  'padding-invalid',
  'scope-mismatch',
  'epoch-unknown',
  'epoch-mismatch',
  'device-unknown',
  'device-not-active',
  'signature-invalid',
  'sequence-gap',
  'sequence-fork',
  'previous-mismatch',
  'client-id-mismatch',
  'clock-mismatch',
  'update-rejected',
  'quarantine-full',
  // membership, epochs, invitations
  'entry-not-authorised',
  'entry-parent-unknown',
  'epoch-coverage-wrong',
  'epoch-box-wrong',
  'key-check-mismatch',
  'invitation-malformed',
  'invitation-unknown',
  'invitation-expired',
  'invitation-used',
  'invitation-proof-invalid',
  'commitment-broken',
  'spoken-check-mistyped',
  'spoken-check-refused',
  'forum-full',
  // vault and disk
  'vault-missing',
  'vault-corrupted',
  'vault-kdf-refused',
  'passphrase-wrong',
  'passphrase-weak',
  'row-corrupted',
  'database-missing',
  'database-failed',
  'profile-in-use',
  'disk-failed',
  // relay and links
  'relay-address-invalid',
  'relay-unreachable',
  'relay-malformed',
  'mailbox-full',
  'mailbox-denied',
  'rate-limited',
  'link-closed',
  'peer-not-authenticated',
  'relay-host-failed',
  'relay-port-in-use',
  'relay-data-in-use',
  // documents
  'text-too-long',
  'text-empty',
  'value-out-of-range',
  'newer-version',
  'list-full',
  'not-found',
  // desktop
  'bridge-refused',
] as const

/** The name of an expected failure. */
export type FailureCode = (typeof failureCodes)[number]
