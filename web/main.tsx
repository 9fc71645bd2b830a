/** Start-up of the web client. */
import { render } from 'solid-js/web'

render(() => <p>Flowroom</p>, document.getElementById('root')!)
