/** The Graph API's errors: their codes, and the body they travel in. */
import { mintTraceId } from '../ids.ts'

/** What is known of a code: the words of its title, and its HTTP status where that is not 400. */
const codes: Record<number, { title: string; status?: number; transient?: boolean }> = {
  1: { title: 'API Unknown', status: 500, transient: true },
  100: { title: 'Invalid parameter' },
  101: { title: 'Error validating application' },
  200: { title: 'Permissions error', status: 403 },
  190: { title: 'Invalid OAuth access token', status: 401 },
  2200: { title: 'Callback verification failed' },
  2500: { title: 'Unknown path components' },
  80007: { title: 'Rate limit issues', transient: true },
  130472: { title: "User's number is part of an experiment" },
  130497: { title: 'Business account is restricted from messaging users in this country' },
  130429: { title: 'Rate limit hit', status: 429, transient: true },
  131000: { title: 'Something went wrong', status: 500, transient: true },
  131008: { title: 'Required parameter is missing' },
  131009: { title: 'Parameter value is not valid' },
  131005: { title: 'Access denied', status: 403 },
  131016: { title: 'Service unavailable', status: 500, transient: true },
  131021: { title: 'Recipient cannot be sender' },
  131026: { title: 'Message undeliverable' },
  131030: { title: 'Recipient phone number not in allowed list' },
  131031: { title: 'Account has been locked' },
  131037: { title: 'Display name approval needed' },
  131042: { title: 'Business eligibility payment issue' },
  131045: { title: 'Incorrect certificate' },
  131048: { title: 'Spam rate limit hit', transient: true },
  131052: { title: 'Media download error' },
  131053: { title: 'Media upload error' },
  131057: { title: 'Account in maintenance mode', transient: true },
  131062: { title: 'Business-scoped User ID recipients are not supported for this message' },
  131064: { title: 'Messaging limit cut for category misuse' },
  131047: { title: 'Re-engagement message' },
  131049: {
    title: 'This message was not delivered to maintain healthy ecosystem engagement.',
  },
  131050: { title: 'User has stopped marketing messages from this business' },
  131051: { title: 'Unsupported message type' },
  131056: { title: '(Business Account, Consumer Account) pair rate limit hit' },
  132000: { title: 'Number of parameters does not match the expected number of params' },
  132001: { title: 'Template name does not exist in the translation', status: 404 },
  132005: { title: 'Translated text too long' },
  132007: { title: 'Template format character policy violated' },
  132012: { title: 'Parameter format does not match format in the created template' },
  132015: { title: 'Template is paused' },
  132016: { title: 'Template is disabled' },
  132068: { title: 'Flow is in blocked state' },
  132069: { title: 'Flow is in throttled state' },
  133010: { title: 'Phone number not registered' },
  135000: { title: 'Generic user error' },
  137000: { title: 'User identity changed' },
  139100: { title: 'Failed to block some users' },
  139101: { title: 'Failed to block user' },
  139102: { title: 'Blocklist limit reached' },
  139001: { title: 'Flow cannot be updated' },
  139002: { title: 'Flow cannot be published' },
  139003: { title: 'Flow cannot be deprecated' },
  139004: { title: 'Flow cannot be deleted' },
}

export const titleOf = (code: number): string => codes[code]?.title ?? 'Unknown error'

/** Words for the person who reads the error. */
type About = {
  /** Replaces the code's title inside `message`. */
  message?: string
  /** What exactly, in `error_data.details`. */
  details?: string
  subcode?: number
  userTitle?: string
  userMessage?: string
  type?: string
  status?: number
}

/** A refusal in the Graph API's shape; the router turns it into the response. */
export class GraphError extends Error {
  readonly code: number
  readonly about: About

  constructor(code: number, about: About = {}) {
    super(about.message ?? titleOf(code))
    this.code = code
    this.about = about
  }

  /** What stands under `error`. */
  toBody() {
    const { code, about } = this
    return {
      message: `(#${code}) ${this.message}`,
      type: about.type ?? 'OAuthException',
      code,
      ...(about.details !== undefined && {
        error_data: { messaging_product: 'whatsapp', details: about.details },
      }),
      ...(about.subcode !== undefined && { error_subcode: about.subcode }),
      is_transient: codes[code]?.transient ?? false,
      ...(about.userTitle !== undefined && { error_user_title: about.userTitle }),
      ...(about.userMessage !== undefined && { error_user_msg: about.userMessage }),
      fbtrace_id: mintTraceId(),
    }
  }

  toResponse(): Response {
    const status = this.about.status ?? codes[this.code]?.status ?? 400
    return Response.json({ error: this.toBody() }, { status })
  }
}

/** 100: something about a parameter of a management call. */
export const invalidParameter = (details: string, subcode?: number, userTitle?: string) =>
  new GraphError(100, {
    message: userTitle ?? details,
    ...(subcode !== undefined && { subcode }),
    userTitle: userTitle ?? 'Invalid parameter',
    userMessage: details,
  })

/** 100/33: no object has this id, or this token may not see it. */
export const unknownObject = (id: string, verb: string) =>
  new GraphError(100, {
    message:
      `Unsupported ${verb.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded ` +
      'due to missing permissions, or does not support this operation.',
    subcode: 33,
    type: 'GraphMethodException',
  })

/** 190: the token is missing, malformed, revoked, or belongs to another account. */
export const badToken = (details: string) => new GraphError(190, { message: details })

/** 190/463: the token was good once. */
export const expiredToken = (now: number) =>
  new GraphError(190, {
    message: `Error validating access token: Session has expired. The current time is ${new Date(now).toUTCString()}.`,
    subcode: 463,
  })
