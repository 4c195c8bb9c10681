/** 关注 — keeps an eye on a matter, or no longer; it then stands in one's own list. */
import { StarFilled, StarOutlined } from '@ant-design/icons'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { Button, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFollow } from '../use-follow.ts'

export function FollowButton({ matter }: { matter: Pick<MatterView, 'id' | 'followed'> }) {
  const { t } = useTranslation()
  const follow = useFollow()
  const { id, followed } = matter
  return (
    <>
      <Tooltip title={t(followed ? 'list.unfollow' : 'list.follow')}>
        <Button
          type="text"
          size="small"
          loading={follow.isPending}
          icon={followed ? <StarFilled /> : <StarOutlined />}
          aria-pressed={followed}
          onClick={() => follow.mutate({ id, follow: !followed })}
        >
          {t(followed ? 'list.following' : 'list.follow')}
        </Button>
      </Tooltip>
      <span className="sr-only" role="status">
        {follow.isError && t('list.follow_failed', { why: follow.error.message })}
      </span>
    </>
  )
}
