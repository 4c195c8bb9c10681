/** 连接提示 — says when the server is away, that nothing typed is lost, and when it is back. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../kernel/client.ts'
import { queryClient } from '../kernel/query.ts'
import { useReach } from '../kernel/reach.ts'

const ASK_AGAIN = 3_000

export function ReachBanner() {
  const { t } = useTranslation()
  const reach = useReach()
  useEffect(() => {
    if (reach === 'back') void queryClient.invalidateQueries()
    if (reach !== 'away') return
    // The answer itself tells the banner; a refusal to answer leaves it up.
    const timer = setInterval(() => void client.ready().catch(() => undefined), ASK_AGAIN)
    return () => clearInterval(timer)
  }, [reach])
  return (
    <div role="status" aria-live="assertive">
      {reach !== 'reached' && <p className={`reach reach-${reach}`}>{t(`reach.${reach}`)}</p>}
    </div>
  )
}
