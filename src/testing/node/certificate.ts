import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** PEM texts of a certificate and its key. */
export interface KeyAndCertificate {
  /** The private key. */
  key: string
  /** The certificate. */
  cert: string
}

const day = 86_400_000

/** A certificate for loopback (and `host`) that nobody has signed but itself; good for a year. */
export function selfSignedCertificate(host: string): KeyAndCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(
    set(sequence(objectId('550403'), tlv(0x0c, Buffer.from('stepup-kit fake ReachFive')))),
  )
  const algorithm = sequence(objectId('2a8648ce3d040302'))
  const names = [...new Set(['localhost', '127.0.0.1', '::1', host])].map(alternativeName)
  const extensions = sequence(
    sequence(objectId('551d13'), octets(sequence())),
    sequence(objectId('551d11'), octets(sequence(...names))),
    sequence(objectId('551d25'), octets(sequence(objectId('2b06010505070301')))),
  )
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(utcTime(Date.now() - day), utcTime(Date.now() + 365 * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions),
  )
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) }
}

// DER (X.690): a tag, a length and the content, all the way down.

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...contents: readonly Buffer[]) => tlv(0x30, ...contents)
const set = (...contents: readonly Buffer[]) => tlv(0x31, ...contents)
const integer = (value: Buffer) => tlv(0x02, value)
const octets = (content: Buffer) => tlv(0x04, content)
const bits = (content: Buffer) => tlv(0x03, Buffer.from([0]), content)
const objectId = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))
const utcTime = (ms: number) =>
  tlv(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))

function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return tlv(0x82, Buffer.from(host))
  if (isIP(host) === 4) return tlv(0x87, Buffer.from(host.split('.').map(Number)))
  return tlv(0x87, ipv6Bytes(host))
}

function ipv6Bytes(host: string): Buffer {
  const [head = '', tail = ''] = host.split('::')
  const words = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16))
  const before = words(head)
  const after = words(tail)
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Buffer.from([...before, ...zeros, ...after].flatMap((word) => [word >> 8, word & 0xff]))
}

const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`
