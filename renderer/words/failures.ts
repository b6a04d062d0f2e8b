import type { FailureCode } from '#shared/failure.ts'
import type { Failure } from '#shared/result.ts'

const notReadable =
  'Something arrived that this computer could not accept. It was left out; nothing of yours is affected.'
const notOurs =
  'Something arrived that does not belong to this forum. It was left out; nothing of yours is affected.'
const damagedHere =
  'Some of what is stored on this computer can no longer be read. The rest is open; what is missing comes back from the others.'

/** The sentence a person reads for each expected failure: what happened, and what to do. */
const sentences: Readonly<Record<FailureCode, string>> = {
  malformed: notReadable,
  'too-large': 'This is too large to share. Please shorten it; your text is kept here.',
  'unsupported-version':
    'This was written by a newer Subrosa. Please install the newest version to open it.',
  'commitment-mismatch': notOurs,
  'decryption-failed': notOurs,
  'padding-invalid': notReadable,
  'scope-mismatch': notOurs,
  'epoch-unknown':
    'Somebody wrote with newer keys. They arrive as soon as the two of you exchange.',
  'epoch-mismatch': notOurs,
  'device-unknown': notOurs,
  'device-not-active':
    'A computer that no longer belongs to this forum wrote something. It was left out.',
  'signature-invalid': notOurs,
  'sequence-gap': 'Part of what somebody wrote is still on its way.',
  'sequence-fork':
    'One of the computers here sent two versions of the same thing. Both are kept; please tell the others.',
  'previous-mismatch': notReadable,
  'client-id-mismatch': notReadable,
  'clock-mismatch': notReadable,
  'update-rejected': notReadable,
  'quarantine-full': 'Too much arrived that cannot be checked yet. It is asked for again later.',

  'entry-not-authorised':
    'Somebody tried something that this forum does not allow. It has no effect.',
  'entry-parent-unknown': 'Part of what somebody did is still on its way.',
  'epoch-coverage-wrong': 'New keys arrived that leave somebody out. They are not used.',
  'epoch-box-wrong': 'New keys arrived that were made wrongly. They are not used.',
  'key-check-mismatch': 'New keys arrived that do not fit. They are not used.',
  'invitation-malformed':
    'This is not a whole invitation. Please copy it again, from the first letter to the last.',
  'invitation-unknown': 'Nobody in this forum knows this invitation. Please ask for a new one.',
  'invitation-expired': 'This invitation has ended. Please ask for a new one.',
  'invitation-used':
    'This invitation has already let somebody in, or was turned down. Please ask for a new one.',
  'invitation-proof-invalid':
    'Whoever knocked does not hold this invitation. Nobody was let in; please make a new one.',
  'commitment-broken':
    'Somebody interfered while you were being let in. Nothing was shared; please ask for a new invitation.',
  'spoken-check-mistyped':
    'These are not the six words on the other screen. Ask for them again, slowly, and type all six.',
  'spoken-check-refused':
    'The words were turned down, so nobody came in. If that was a mistake, please ask for a new invitation.',
  'coming-refused':
    'The other computer did not let this one in after all. Nothing of the forum is kept here; please ask for a new code.',
  'code-is-invitation':
    'This is an invitation for somebody new. To use it, go back and choose “I have an invitation”.',
  'code-is-for-computer':
    'This code adds a computer to a forum you are in. To use it, go back and choose “Add this computer”.',
  'code-is-for-return':
    'This code lets a member come back. To use it, go back and choose “Come back to a forum”.',
  'forum-full':
    'A forum holds at most twelve people. Somebody has to leave before another can join.',
  'device-limit':
    'Each person can use at most three computers here. Please take one off the list before adding another.',
  'signatures-missing': 'This takes a second person. Please ask another member to confirm it too.',
  'co-signature-lapsed':
    'Something changed in the forum before everybody had confirmed. Please start again.',
  overridden:
    'Somebody else took this away at the same moment, so it does not count. Nothing was lost; please look at the members again.',
  'act-pending':
    'Somebody is already waiting to come in or to come back. Please wait until that is done, or turn it down.',
  'act-objected':
    'Somebody objected, so this needs half of the members. Please talk to each other, and start again.',
  'ask-declined': 'They said no. Nothing has changed; please talk to each other.',
  'ask-expired':
    'A week went by before the two of you could finish this. Nothing has changed; please ask again.',
  'handoff-closed':
    'This offer is no longer open. Please ask for a new one if you still want to take over.',
  'package-not-offered':
    'These are not the notes that were offered to you. Please ask for them again.',
  'forum-ended':
    'You are no longer in this forum. You can read what is here, but nothing can be changed or sent.',
  'scope-outside': 'This is between others. It is not open on this computer, or no longer.',
  'sealing-key-missing':
    'These keys were made for a key that this computer has already erased. Another member’s computer can hand them over again.',
  'return-code-malformed':
    'This is not a return code, or something in it is mistyped. Please compare it group by group.',
  'return-code-empty':
    'Nothing for this computer lies behind this code. Ask for a new one, made for this very computer.',

  'vault-missing':
    'The keys of this forum are not on this computer any more, so it cannot be opened. Put the file vault.subrosa back from a copy, or ask for a new invitation.',
  'vault-corrupted':
    'The file with your keys is damaged. Put vault.subrosa back from a copy, or ask for a new invitation. Nothing was overwritten.',
  'vault-kdf-refused':
    'The file with your keys asks for settings that this Subrosa does not accept. Please put it back from a copy.',
  'passphrase-wrong': 'That is not the passphrase. Please try again; capital letters count.',
  'passphrase-weak':
    'Please choose at least 12 characters. Four or five unrelated words work well.',
  'slot-missing': 'This way of opening is not set up on this computer.',
  'keychain-refused':
    'This computer has no keychain that keeps a secret safely, so Subrosa does not use one. Nothing has changed: your passphrase opens everything. On Linux, GNOME Keyring or KWallet has to be running.',
  'keychain-empty':
    'This computer’s keychain no longer has its part for Subrosa. Nothing is lost: please type your passphrase.',
  'keychain-changed':
    'This computer’s keychain has changed, or is closed, and does not open Subrosa any more. Nothing is lost: please type your passphrase.',
  'keychain-needed':
    'In High mode the passphrase opens nothing without this computer’s keychain, and the keychain does not give its part. Nothing has changed. Log in to this computer again so that the keychain opens, then try once more.',
  'recovery-key-mistyped':
    'Something in this recovery key is mistyped. It has eight groups of five letters and figures; please compare them one by one with your paper.',
  'recovery-key-wrong':
    'This is a whole recovery key, but not the one for this computer. Perhaps a newer one was printed since; look at the date on the paper. Nothing has changed.',
  'recovery-kit-malformed':
    'The second part of this paper is mistyped or missing. Please compare it group by group.',
  'recovery-key-replaced':
    'A newer sheet was printed since this one, and this one brings nobody back any more. Please look for the newer paper, or ask two of the others to bring you back.',
  'recovery-sheet-foreign':
    'This sheet belongs to another forum. Please type the one that was printed for this forum.',
  'recovery-sheet-outdated':
    'The relay has another address than the one on this sheet, so the sheet would lead nowhere. Please replace it: make a new one in Settings.',
  'return-not-member':
    'The others’ computers say that you are no longer in this forum. If that is a mistake, please ask one of them for a new invitation.',
  'row-corrupted': damagedHere,
  'database-missing':
    'Your keys are here, but what was written is gone from this computer. Put the folder of this profile back from a copy, or ask one of the others for a new invitation.',
  'database-failed':
    'This computer could not store that. Make room on the disk and try again; your text is still on the screen.',
  'profile-in-use':
    'Subrosa is already open with this profile. Please use the window that is open.',
  'disk-failed':
    'This computer could not write to its disk. Make room, then try again; nothing was lost.',

  'relay-address-invalid':
    'This is not a relay address. It looks like wss://relay.example, or ws://192.168.1.5:4455 at home.',
  'relay-unreachable':
    'The relay does not answer. You can go on working; everything is kept here and sent when it is back.',
  'relay-malformed':
    'Something answers at the relay address, but it is not a Subrosa relay. Check the address in Settings; you can go on working.',
  'mailbox-full':
    'The relay has no room left for this forum. You can go on working; those who are here at the same time still exchange directly.',
  'mailbox-denied':
    'The relay did not accept this forum’s key. Please check the relay in Settings.',
  'rate-limited': 'The relay asks for a little patience. It goes on by itself.',
  'link-closed': 'The connection ended. It is made again by itself.',
  'peer-not-authenticated':
    'A computer tried to connect that does not belong to this forum. It was turned away.',
  'relay-host-failed':
    'The relay could not be started here. Perhaps it is already running, or another program uses its place.',

  'relay-port-in-use':
    'Another program already uses the relay’s place on this computer. Close it, or use that relay.',
  'relay-data-in-use':
    'A relay is already running from this folder. Use that one, or close it first.',
  'relay-certificate-failed':
    'The relay’s certificate could not be used. Whoever runs the relay has to renew it.',

  'text-too-long': 'That is too long to keep here. Please shorten it; nothing you typed is lost.',
  'newer-version':
    'This forum was written by a newer Subrosa. You can read it; to write, please install the newest version.',
  'text-empty': 'This needs at least one letter. Please type something.',
  'value-out-of-range': 'This figure does not fit. Please choose another.',
  'list-full': 'There is no more room in this list. Remove something first.',
  'not-found': 'Somebody removed this in the meantime.',

  'bridge-refused':
    'The app could not do that on this computer. Please close Subrosa and open it again.',
}

/** The sentence for a failure. Its detail is for developers and never shown. */
export function sentenceFor(failure: Failure): string {
  return sentences[failure.code]
}
