import { readFile } from 'node:fs/promises'
import type { ServerOptions } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import { createSecureContext, type TlsOptions } from 'node:tls'
import { fail, ok, type Result } from '#shared/result.ts'
import type { OnRelayEvent } from './event.ts'

/** Files in PEM: a certificate with what leads to its root, and its private key. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Older versions have no use here: whoever speaks to a relay is a current browser engine. */
const minVersion = 'TLSv1.3'

/** Fails with 'relay-certificate-failed' when the files cannot be read or do not belong together. */
export async function readCertificate({
  cert,
  key,
}: CertificateFiles): Promise<Result<Certificate, 'relay-certificate-failed'>> {
  try {
    const certificate = { cert: await readFile(cert), key: await readFile(key) }
    createSecureContext({ ...certificate, minVersion })
    return ok(certificate)
  } catch {
    return fail('relay-certificate-failed')
  }
}

/** A server that is not listening yet, with a certificate and the server options given. */
export function createSecureServer(
  certificate: Certificate,
  options: ServerOptions & TlsOptions,
): TlsServer {
  return createTlsServer({ ...options, ...certificate, minVersion })
}

/**
 * Reads the files again each `everyMs`, and gives new connections the new certificate. One that cannot
 * be used is said and left: the one before goes on, and it is tried again. The returned function ends it.
 */
export function followCertificate(
  server: TlsServer,
  files: CertificateFiles,
  first: Certificate,
  everyMs: number,
  onEvent: OnRelayEvent,
): () => void {
  let current = first
  const timer = setInterval(() => {
    void readCertificate(files).then((read) => {
      if (!read.ok) return onEvent('certificate-failed')
      if (current.cert.equals(read.value.cert) && current.key.equals(read.value.key)) return
      current = read.value
      server.setSecureContext({ ...current, minVersion })
      onEvent('certificate-renewed')
    })
  }, everyMs)
  return () => clearInterval(timer)
}
