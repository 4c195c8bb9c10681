/** 预取 — a matter that somebody points at or tabs to is read before it is opened, and its page is there by then. */
import { client } from '../kernel/client.ts'
import { queryClient } from '../kernel/query.ts'

const FRESH = 10_000
/** Whoever only passes over does not mean it. */
const MEANT = 60
/** By then the list stands there, or the network is slow and must not be asked for more yet. */
const SETTLED = 600
/** Not every browser tells when it is idle. */
const whenIdle: (act: () => void) => unknown = globalThis.requestIdleCallback ?? setTimeout

export const loadMatterPage = () => import('./view/page.tsx')

let timer: ReturnType<typeof setTimeout> | undefined

/** Watches every link to a matter, on whatever page it stands. */
export function prefetchMatters(): void {
  document.addEventListener('pointerover', meant, { passive: true })
  document.addEventListener('focusin', meant)
  setTimeout(() => whenIdle(() => void loadMatterPage()), SETTLED)
}

function meant({ target }: Event): void {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="/matters/"]') : null
  clearTimeout(timer)
  const id = link?.pathname.split('/')[2]
  if (id) timer = setTimeout(() => prefetch(id), MEANT)
}

function prefetch(id: string): void {
  void queryClient.prefetchQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) => client.matter(id, signal),
    staleTime: FRESH,
  })
}
