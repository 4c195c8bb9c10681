/** 页内 — runs inside the measured page: notes when something stands there, painted, and the main thread is free again. */
const whenPainted = (tell) => requestAnimationFrame(() => setTimeout(tell))

/** `bench.usable`: milliseconds from the start of navigation until `a.row` was painted. */
const bench = { usable: null, opened: null, longTasks: [] }
globalThis.bench = bench

new MutationObserver((_, watch) => {
  if (!document.querySelector('a.row')) return
  watch.disconnect()
  whenPainted(() => {
    bench.usable = performance.now()
  })
}).observe(document, { childList: true, subtree: true })

/** From the next Enter until the history of another matter is painted: `bench.opened`, in milliseconds. */
bench.awaitStory = () => {
  bench.opened = null
  const before = location.pathname
  const pressed = ({ key }) => {
    if (key !== 'Enter') return
    removeEventListener('keydown', pressed, true)
    const from = performance.now()
    const look = () => {
      if (location.pathname === before || !document.querySelector('.matter .entry'))
        return requestAnimationFrame(look)
      return whenPainted(() => {
        bench.opened = performance.now() - from
      })
    }
    requestAnimationFrame(look)
  }
  addEventListener('keydown', pressed, true)
}

/** Tasks above 50 ms, the browser's own definition, from now on. */
bench.noteLongTasks = () => {
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.longTasks.push(Math.round(duration))
  }).observe({ type: 'longtask' })
}
