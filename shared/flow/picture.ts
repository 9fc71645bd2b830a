/** How much a picture in a flow weighs, as platforms count it: by its base64 text (reference §1.3). */

/** KB of the picture that a base64 text holds. */
export const pictureKb = (base64: string): number => (base64.length * 0.75) / 1024
