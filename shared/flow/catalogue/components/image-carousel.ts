/** ImageCarousel: a few pictures to swipe through. */
import { scaleType, visible } from '../properties.ts'
import { carouselImage } from '../shapes.ts'
import { defineComponent } from '../spec.ts'

export const imageCarousel = defineComponent({
  kind: 'ImageCarousel',
  since: '7.1',
  group: 'media',
  title: 'Image carousel',
  help: 'One to three pictures to swipe through.',
  properties: [
    {
      name: 'images',
      type: 'list',
      shape: carouselImage,
      required: true,
      bindable: true,
      items: { min: 1, max: 3 },
      help: 'One to three of { src, alt-text }.',
    },
    {
      name: 'aspect-ratio',
      type: 'word',
      enum: ['4:3', '16:9'],
      bindable: true,
      initial: '4:3',
      help: 'Shape of the frame.',
    },
    { ...scaleType, bindable: true },
    visible,
  ],
  produces: null,
  places: { root: '7.1', form: '7.1', if: null, switch: null },
  maxPerScreen: 2,
  maxPerFlow: 3,
})
