/** 工作台 — the inbox on the left, the matter beside it. The list never loses its place. */
import { Outlet, useLocation } from 'react-router'
import { Inbox } from '../matter/list/inbox.tsx'

export function Desk() {
  const { pathname } = useLocation()
  return (
    <div className={pathname === '/' ? 'desk is-list' : 'desk is-page'}>
      <Inbox />
      <div className="desk-page">
        <Outlet />
      </div>
    </div>
  )
}
