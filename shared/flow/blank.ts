/** The flow that a blank start begins with: one question, valid and publishable as it stands. */
export const blankFlowText = `{
  "version": "7.3",
  "screens": [
    {
      "id": "START",
      "title": "Your details",
      "terminal": true,
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          {
            "type": "TextHeading",
            "text": "How can we help?"
          },
          {
            "type": "TextInput",
            "name": "full_name",
            "label": "Your name",
            "required": true
          },
          {
            "type": "TextArea",
            "name": "message",
            "label": "Message",
            "required": true
          },
          {
            "type": "Footer",
            "label": "Send",
            "on-click-action": {
              "name": "complete",
              "payload": {
                "full_name": "\${form.full_name}",
                "message": "\${form.message}"
              }
            }
          }
        ]
      }
    }
  ]
}
`
