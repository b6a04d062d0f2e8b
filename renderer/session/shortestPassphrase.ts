/** The shortest passphrase taken, in characters. */
export const shortestPassphrase = 12
