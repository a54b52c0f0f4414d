import type { Factor } from '../../client/types.js'
import { invalidField, type Call } from './call.js'
import { Refusal } from './refusals.js'
import type { MessagePurpose, SentMessage, SentSecret, StepUpRecord, UserRecord } from './store.js'

export function newSecret(call: Call, to: string): SentSecret {
  const { options, random } = call.world
  return {
    code: random.code(options.codeLength, options.codeAlphabet),
    to,
    expiresAt: call.now + options.codeLifetimeSeconds * 1000,
    trials: 0,
  }
}

/** Puts one SMS or email in the inbox. */
export function deliver(
  call: Call,
  secret: SentSecret,
  message: {
    channel: Factor
    purpose: MessagePurpose
    challengeId?: string
    link?: string
    action?: string | undefined
  },
): void {
  const { action, ...rest } = message
  const locale = call.headers['custom-locale']
  const { inbox, options } = call.world
  const sent: SentMessage = {
    ...rest,
    to: secret.to,
    code: secret.code,
    sentAt: call.now,
    ...(action === undefined ? {} : { action }),
    ...(locale === undefined ? {} : { locale }),
  }
  inbox.push(sent)
  if (inbox.length > options.logSize) inbox.splice(0, inbox.length - options.logSize)
}

/** A link for an email, good at the host that the request came to. */
export function newLink(
  call: Call,
  user: UserRecord,
  link: { purpose: MessagePurpose; to: string; redirectUrl: string | undefined },
): string {
  const { options, random, links } = call.world
  if (link.redirectUrl !== undefined && !URL.canParse(link.redirectUrl)) throw invalidField('redirect_url')
  const id = random.id(32)
  links.put(id, { id, userId: user.id, ...link, expiresAt: call.now + options.linkLifetimeSeconds * 1000 })
  return `${call.url.origin}/identity/v1/email-link/${id}`
}

/** Checks a typed code: wrong ones are counted, and past the limit the right one is refused as well. */
export function checkCode(call: Call, secret: SentSecret | undefined, typed: string): void {
  if (!secret) throw new Refusal('challengeUnknown')
  const { maxTrials } = call.world.options
  if (secret.trials >= maxTrials) throw new Refusal('tooManyTrials')
  if (secret.expiresAt <= call.now) throw new Refusal('codeExpired')
  if (secret.code !== typed) {
    secret.trials += 1
    throw new Refusal(secret.trials >= maxTrials ? 'tooManyTrials' : 'wrongCode')
  }
}

/** Counts a code for MFA against the send limit. */
export function countSend(call: Call, user: UserRecord, stepUp?: StepUpRecord): void {
  const { sendLimit, sendWindowSeconds, sendLimitPer } = call.world.options
  const counted = sendLimitPer === 'stepUp' && stepUp ? stepUp : user
  const windowMs = sendWindowSeconds * 1000
  counted.sends = counted.sends.filter((at) => at > call.now - windowMs)
  const oldest = counted.sends[counted.sends.length - sendLimit]
  if (counted.sends.length >= sendLimit)
    throw new Refusal('sendLimit', { retryAt: (oldest ?? call.now) + windowMs })
  counted.sends.push(call.now)
}
