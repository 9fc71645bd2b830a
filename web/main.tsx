/** Start-up of the web client: fonts, tokens, and the app in its place. */
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './ui/tokens.css'
import './ui/base.css'
import { render } from 'solid-js/web'
import { App } from './app.tsx'

render(() => <App />, document.getElementById('root')!)
