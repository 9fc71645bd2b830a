/** A small landscape of 48 × 30 pixels, as a flow carries it: PNG in base64. */
export const samplePicture = [
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAeCAIAAADlxgqWAAAAd0lEQVR42u3UMQrAIAyF4XdI966exdN4ka4e',
  'wRt071AoUlCSiG0KD/4xkC+DIpfqKhBE0KBj39o+Bj00PRNBBP0HtOqVhRQd/UMhxSsXoFuz1ASbRmuSD8Os',
  'kZtUw5jRSNZoD8CkZrzGcACEK1+LIIIIIogggpSdOwmywsgzJ88AAAAASUVORK5CYII=',
].join('')
