/** The state of a channel as a word: whether its settings passed their last test. */
import type { JSX } from 'solid-js'
import type { Channel } from '../../../shared/api/channels.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import type { Said } from './health-words.ts'

export type ChannelState = 'works' | 'wrong' | 'untested'

export const stateOf = ({ test }: Pick<Channel, 'test'>): ChannelState =>
  test === null ? 'untested' : test.findings.length > 0 ? 'wrong' : 'works'

const looks: Record<ChannelState, { word: string; tone: Tone }> = {
  works: { word: 'Works', tone: 'good' },
  wrong: { word: 'Settings wrong', tone: 'bad' },
  untested: { word: 'Not tested', tone: 'neutral' },
}

export const ChannelStatePill = (props: { channel: Pick<Channel, 'test'> }): JSX.Element => (
  <Pill tone={looks[stateOf(props.channel)].tone}>{looks[stateOf(props.channel)].word}</Pill>
)

export const SaidPill = (props: { said: Said }): JSX.Element => (
  <Pill tone={props.said.tone}>{props.said.words}</Pill>
)

export const whyNotManage = 'Only an owner of the workspace manages channels.'

export const providerName = ({ provider, sandbox }: Pick<Channel, 'provider' | 'sandbox'>) =>
  sandbox ? 'Sandbox' : provider === 'cloud-api' ? 'WhatsApp Cloud API' : '8x8 Connect'
