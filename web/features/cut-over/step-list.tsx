/** The six steps of a run: where each stands, what it holds, and at one of them what is to be done now. */
import { createSignal, Index, Match, Show, Switch } from 'solid-js'
import { type CutOverRun, type CutOverStep, cutOverSteps } from '../../../shared/api/cut-overs.ts'
import { wordsFor } from '../../api/problem.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { cutOverActs } from './cut-over-queries.ts'
import { messagesOf, peopleOf, templatesOf, titleOf } from './cut-over-words.ts'
import { isStuck, type Standing, standingOf, standingWords } from './standing.ts'
import styles from './step-list.module.css'
import { TemplateLines } from './template-lines.tsx'

type StepProps = { run: CutOverRun; mayAct: boolean; onChanged: () => void }

const inWords = new Intl.ListFormat('en', { type: 'conjunction' })

const signs: Record<Standing, IconName> = {
  done: 'check',
  now: 'arrow-right',
  trouble: 'warning',
  waiting: 'clock',
  later: 'minus',
  left: 'minus',
}

export function StepList(props: StepProps) {
  return (
    <ol class={styles.steps} aria-label="Steps of the cut-over">
      <Index each={cutOverSteps}>
        {(step) => {
          const standing = () => standingOf(props.run, step())
          return (
            <li
              class={styles.step}
              data-standing={standing()}
              aria-current={props.run.step === step() ? 'step' : undefined}
            >
              <span class={styles.sign}>
                <Icon name={signs[standing()]} size={13} />
              </span>
              <div class={styles.body}>
                <div class={styles.head}>
                  <h2>{titleOf(step(), props.run)}</h2>
                  <span class={styles.standing}>{standingWords[standing()]}</span>
                </div>
                <Show when={props.run.step === step() && props.run.trouble}>
                  {(words) => (
                    <Banner tone="warn">
                      <span dir="auto">{words()}</span>
                    </Banner>
                  )}
                </Show>
                <Step step={step()} {...props} />
              </div>
            </li>
          )
        }}
      </Index>
    </ol>
  )
}

function Step(props: StepProps & { step: CutOverStep }) {
  return (
    <Switch>
      <Match when={props.step === 'publish'}>
        <PublishStep {...props} />
      </Match>
      <Match when={props.step === 'templates'}>
        <TemplatesStep {...props} />
      </Match>
      <Match when={props.step === 'approval'}>
        <ApprovalStep {...props} />
      </Match>
      <Match when={props.step === 'move'}>
        <MoveStep {...props} />
      </Match>
      <Match when={props.step === 'drain'}>
        <DrainStep {...props} />
      </Match>
      <Match when={props.step === 'deprecate'}>
        <DeprecateStep {...props} />
      </Match>
    </Switch>
  )
}

const isAt = ({ run }: StepProps, step: CutOverStep): boolean =>
  run.state === 'running' && run.step === step

function PublishStep(props: StepProps) {
  return (
    <Show when={isAt(props, 'publish')}>
      <Show
        when={!props.run.asking}
        fallback={
          <p>
            Publishing was begun and the provider has not said how it ended. It is asked again every
            minute, and nothing goes out twice.
          </p>
        }
      >
        <p>
          The draft is published in the editor, where its text and all that has to hold are in
          sight.
        </p>
        <Show when={props.mayAct}>
          <div class={styles.act}>
            <LinkButton variant="primary" href={`/chat/flows/${props.run.new.publicId}?publish=1`}>
              Publish draft {props.run.new.number}
            </LinkButton>
          </div>
        </Show>
      </Show>
    </Show>
  )
}

function TemplatesStep(props: StepProps) {
  const workspace = useWorkspace()
  const open = () => props.run.templates.filter(({ choice }) => choice === 'open')
  const [busy, setBusy] = createSignal(false)
  const submitAll = async () => {
    setBusy(true)
    for (const { templateId, proposal } of open()) {
      // One that is refused says so in its line; the others are submitted all the same.
      await cutOverActs(workspace.id, props.run.id)
        .submit(templateId, proposal)
        .catch(() => {})
    }
    setBusy(false)
    props.onChanged()
  }
  return (
    <Show
      when={props.run.templates.length > 0}
      fallback={
        <Show when={props.run.step !== 'publish'}>
          <p>No template opens version {props.run.old.number}.</p>
        </Show>
      }
    >
      <Show when={isAt(props, 'templates')}>
        <p>
          Each template gets a successor that opens version {props.run.new.number}: the same text
          under a new name, which you can change first. A template that you skip stays with the old
          version.
        </p>
      </Show>
      <Show when={props.run.step !== 'publish'}>
        <TemplateLines run={props.run} mayAct={props.mayAct} onChanged={props.onChanged} />
      </Show>
      <Show when={isAt(props, 'templates') && props.mayAct}>
        <div class={styles.act}>
          <Button variant="primary" icon="send" loading={busy()} onClick={() => void submitAll()}>
            Submit {open().length === 1 ? 'it' : `all ${open().length}`} for approval
          </Button>
        </div>
      </Show>
    </Show>
  )
}

function ApprovalStep(props: StepProps) {
  const wanted = () => props.run.templates.filter(({ choice }) => choice === 'wanted')
  const stuck = () => wanted().filter(({ successor }) => isStuck(successor)).length
  const waiting = () =>
    wanted().filter(({ successor }) => successor?.status !== 'APPROVED').length - stuck()
  return (
    <Show when={isAt(props, 'approval')}>
      <div role="status" class={styles.words}>
        <Show when={stuck() > 0}>
          <p>
            {templatesOf(stuck())} cannot be sent as {stuck() === 1 ? 'it is' : 'they are'}. Correct
            or skip {stuck() === 1 ? 'it' : 'each'} above, and this goes on.
          </p>
        </Show>
        <Show when={waiting() > 0}>
          <p>
            {templatesOf(waiting())} {waiting() === 1 ? 'waits' : 'wait'} for the platform’s word.
            This takes a moment on a sandbox channel, and up to 48 hours on WhatsApp. The cut-over
            goes on by itself, also when nobody looks.
          </p>
        </Show>
      </div>
    </Show>
  )
}

function MoveStep(props: StepProps) {
  const moved = () => props.run.campaigns.reduce((all, one) => all + one.moved, 0)
  const isBefore = () => ['publish', 'templates', 'approval'].includes(props.run.step)
  return (
    <>
      <Show when={isBefore() && props.run.state === 'running'}>
        <p>
          Messages that wait with an old template go out with its successor, where that takes the
          same values. Nobody hears twice.
        </p>
      </Show>
      <Show when={!isBefore()}>
        <p>
          {moved() === 0
            ? 'Nothing is moved: no message was waiting that could be.'
            : props.run.state === 'rolled-back'
              ? `${messagesOf(moved())} had left with the new templates before the way back.`
              : `${messagesOf(moved())} went over to the new templates.`}
        </p>
      </Show>
      <Show when={props.run.campaigns.length > 0}>
        <ul class={styles.lines} aria-label="Campaigns">
          <Index each={props.run.campaigns}>
            {(campaign) => (
              <li>
                <span class={styles.what}>
                  <Show when={campaign().id} fallback={campaign().name}>
                    {(id) => (
                      <a href={`/campaigns/${id()}`} dir="auto">
                        {campaign().name}
                      </a>
                    )}
                  </Show>
                  <Index each={campaign().reasons}>
                    {(reason) => <span class={styles.soft}>{reason()}</span>}
                  </Index>
                </span>
                <span class={styles.figures}>
                  {[
                    campaign().moved > 0 ? `${campaign().moved.toLocaleString()} moved` : null,
                    staying(campaign()) > 0
                      ? `${staying(campaign()).toLocaleString()} with the old`
                      : null,
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </li>
            )}
          </Index>
        </ul>
      </Show>
      <Show when={isAt(props, 'move')}>
        <AskAgain {...props} label="Go on" />
      </Show>
    </>
  )
}

const staying = ({ waiting, claimed, unknown }: CutOverRun['campaigns'][number]): number =>
  waiting + claimed + unknown

function DrainStep(props: StepProps) {
  const leaving = () =>
    props.run.campaigns.reduce((all, { waiting, claimed }) => all + waiting + claimed, 0)
  const holding = () => props.run.holding ?? 0
  return (
    <Show when={props.run.holding !== null && props.run.state === 'running'}>
      <Show when={leaving() > 0}>
        <p role="status">
          {messagesOf(leaving())} with version {props.run.old.number}{' '}
          {leaving() === 1 ? 'has' : 'have'} not left yet. They go out as they are, and this goes on
          when they have.
        </p>
      </Show>
      <p>
        {holding() === 0
          ? `Nobody holds version ${props.run.old.number} without having answered.`
          : `${peopleOf(holding())} ${holding() === 1 ? 'holds' : 'hold'} version ${props.run.old.number} and ${holding() === 1 ? 'has' : 'have'} not answered. You can wait for them, or go on without.`}
      </p>
    </Show>
  )
}

function DeprecateStep(props: StepProps) {
  const workspace = useWorkspace()
  const [asked, setAsked] = createSignal(false)
  const names = () => [...new Set(props.run.templates.map(({ name }) => name))]
  const holding = () => props.run.holding ?? 0
  return (
    <>
      <Show when={isAt(props, 'deprecate')}>
        <Show
          when={!props.run.asking}
          fallback={
            <>
              <p>
                The provider has not said whether version {props.run.old.number} has ended. It is
                asked again every minute.
              </p>
              <AskAgain {...props} label="Ask now" />
            </>
          }
        >
          <p>
            Version {props.run.old.number} closes: it can be neither sent nor opened any more.
            Responses stay. Until then you can roll back.
          </p>
          <Show when={props.mayAct}>
            <div class={styles.act}>
              <Button variant="primary" onClick={() => setAsked(true)}>
                Deprecate version {props.run.old.number}…
              </Button>
            </div>
          </Show>
        </Show>
      </Show>
      <ConfirmDialog
        open={asked()}
        onClose={() => setAsked(false)}
        title={`Deprecate version ${props.run.old.number}?`}
        confirm="Deprecate"
        danger
        onConfirm={async () => {
          await cutOverActs(workspace.id, props.run.id).deprecate()
          props.onChanged()
        }}
        words={wordsFor}
      >
        <p>
          Customers can no longer open the messages they have with it
          {holding() > 0
            ? `: ${peopleOf(holding())} ${holding() === 1 ? 'has' : 'have'} not answered yet`
            : ''}
          .{' '}
          {props.run.templates.length > 0
            ? `Nothing can be sent with ${inWords.format(names())} any more. `
            : ''}
          <strong>This can’t be undone.</strong>
        </p>
      </ConfirmDialog>
    </>
  )
}

/** Asks the provider now, instead of within the minute. */
function AskAgain(props: StepProps & { label: string }) {
  const workspace = useWorkspace()
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const ask = async () => {
    setBusy(true)
    setWrong(null)
    try {
      await cutOverActs(workspace.id, props.run.id).carryOn()
    } catch (error) {
      setWrong(wordsFor(error))
    } finally {
      setBusy(false)
      props.onChanged()
    }
  }
  return (
    <Show when={props.mayAct}>
      <div class={styles.act}>
        <Button variant="primary" icon="refresh" loading={busy()} onClick={() => void ask()}>
          {props.label}
        </Button>
        <Show when={wrong()}>{(words) => <span role="alert">{words()}</span>}</Show>
      </div>
    </Show>
  )
}
