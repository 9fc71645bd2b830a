/** The key with which phones encrypt what they send to endpoints of flows. */
import { type GraphCall, success } from './call.ts'
import { invalidParameter } from './errors.ts'

/** `POST /{PHONE}/whatsapp_business_encryption` with `business_public_key`, PEM. */
export async function setPublicKey({ world, params }: GraphCall): Promise<Response> {
  const pem = params.text('business_public_key')
  if (pem === undefined) throw invalidParameter('The parameter business_public_key is required.')
  if (!(await isRsa2048(pem))) {
    throw invalidParameter('Param business_public_key must be an RSA public key of 2048 bits, PEM.')
  }
  world.saveConfig({ publicKey: pem })
  return success()
}

/** `GET /{PHONE}/whatsapp_business_encryption` */
export function showPublicKey({ world }: GraphCall): Response {
  const { publicKey } = world.config
  if (publicKey === undefined) return Response.json({ data: [] })
  return Response.json({
    business_public_key: publicKey,
    business_public_key_signature_status: 'VALID',
  })
}

async function isRsa2048(pem: string): Promise<boolean> {
  const [, base64 = ''] =
    /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem) ?? []
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
    const key = await crypto.subtle.importKey(
      'spki',
      bytes,
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      false,
      ['encrypt'],
    )
    return 'modulusLength' in key.algorithm && key.algorithm.modulusLength === 2_048
  } catch {
    return false
  }
}
