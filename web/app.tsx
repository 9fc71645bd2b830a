/** The app: every page's address, each page's code fetched when it is first wanted. */
import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { type JSX, lazy, Suspense } from 'solid-js'
import { queryClient } from './api/query-client.ts'
import NotFoundPage from './shell/problem-page.tsx'
import { Shell } from './shell/shell.tsx'
import { ToastRegion } from './ui/toast.tsx'

const SignInPage = lazy(() => import('./features/sign-in/sign-in-page.tsx'))
const SignUpPage = lazy(() => import('./features/sign-in/sign-up-page.tsx'))
const FlowListPage = lazy(() => import('./features/flows/list-page.tsx'))
const CreateFlowPage = lazy(() => import('./features/flows/create-page.tsx'))
const EditorPage = lazy(() => import('./features/editor/editor-page.tsx'))
const PreviewPage = lazy(() => import('./features/preview/preview-page.tsx'))
const ChecksPage = lazy(() => import('./features/checks/checks-page.tsx'))
const HistoryPage = lazy(() => import('./features/history/history-page.tsx'))
const CutOverPage = lazy(() => import('./features/cut-over/cut-over-page.tsx'))
const ResponsesPage = lazy(() => import('./features/responses/responses-page.tsx'))
const TemplatesPage = lazy(() => import('./features/templates/templates-page.tsx'))
const TemplatePage = lazy(() => import('./features/templates/template-page.tsx'))
const CreateTemplatePage = lazy(() => import('./features/templates/create-template-page.tsx'))
const CampaignsPage = lazy(() => import('./features/campaigns/campaigns-page.tsx'))
const CreateCampaignPage = lazy(() => import('./features/campaigns/create-campaign-page.tsx'))
const CampaignPage = lazy(() => import('./features/campaigns/campaign-page.tsx'))
const ChannelsPage = lazy(() => import('./features/channels/channels-page.tsx'))
const ConnectPage = lazy(() => import('./features/channels/connect-page.tsx'))
const ChannelPage = lazy(() => import('./features/channels/channel-page.tsx'))
const LogsPage = lazy(() => import('./features/logs/logs-page.tsx'))
const HandsetPage = lazy(() => import('./features/handset/handset-page.tsx'))
const SharedPage = lazy(() => import('./features/shared-preview/shared-page.tsx'))
const SandboxPreviewPage = lazy(() => import('./features/sandbox-preview/sandbox-preview-page.tsx'))
const GalleryPage = lazy(() => import('./features/phone/gallery/gallery-page.tsx'))
const ApiDocsPage = lazy(() => import('./features/api-docs/api-docs-page.tsx'))

export function App(): JSX.Element {
  return (
    <QueryClientProvider client={queryClient}>
      <Router root={Root} scrollRestoration>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/sign-up" component={SignUpPage} />
        <Route path="/p/*where" component={SharedPage} />
        <Route path="/sandbox/preview/:account/:flow" component={SandboxPreviewPage} />
        <Route path="/" component={Shell}>
          <Route path="/" component={() => <Navigate href="/chat/flows" />} />
          <Route path="/chat/flows" component={FlowListPage} />
          <Route path="/chat/flows/create" component={CreateFlowPage} />
          <Route path="/chat/flows/:id" component={EditorPage} />
          <Route path="/chat/flows/:id/preview" component={PreviewPage} />
          <Route path="/chat/flows/:id/checks" component={ChecksPage} />
          <Route path="/chat/flows/:id/history" component={HistoryPage} />
          <Route path="/chat/flows/:id/cut-over" component={CutOverPage} />
          <Route path="/chat/flows/:id/responses" component={ResponsesPage} />
          <Route path="/templates" component={TemplatesPage} />
          <Route path="/templates/create" component={CreateTemplatePage} />
          <Route path="/templates/:templateId" component={TemplatePage} />
          <Route path="/campaigns" component={CampaignsPage} />
          <Route path="/campaigns/create" component={CreateCampaignPage} />
          <Route path="/campaigns/:id" component={CampaignPage} />
          <Route path="/logs" component={LogsPage} />
          <Route path="/channels" component={ChannelsPage} />
          <Route path="/channels/connect" component={ConnectPage} />
          <Route path="/channels/:channelId" component={ChannelPage} />
          <Route path="/sandbox/phone" component={HandsetPage} />
          <Route path="/docs" component={ApiDocsPage} />
          <Route path="/docs/components" component={GalleryPage} />
          <Route path="*" component={NotFoundPage} />
        </Route>
      </Router>
      <ToastRegion />
    </QueryClientProvider>
  )
}

/** What stands round pages and shell alike. */
const Root = (props: RouteSectionProps): JSX.Element => <Suspense>{props.children}</Suspense>
