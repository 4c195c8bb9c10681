let known: boolean | undefined

/** Whether this machine has WebGL2; asked once, and the context that was tried is given back. */
export function canDrawMaps(): boolean {
  if (known !== undefined) return known
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  known = context !== null
  return known
}
