/** 导航 — where one can go; each place once, with what waits there. */
import {
  ApartmentOutlined,
  AppstoreOutlined,
  GlobalOutlined,
  InboxOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { Badge } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import { useMe } from '../account/use-me.ts'
import { useInboxCount } from '../matter/list/use-inbox-count.ts'

export function Rail() {
  const { t } = useTranslation()
  const waiting = useInboxCount()
  const { pathname } = useLocation()
  const me = useMe().data
  const isStaff = me?.kind === 'staff'
  // The inbox and a matter beside it are one place.
  const atInbox = pathname === '/' || pathname.startsWith('/matters/')
  return (
    <nav className="rail" aria-label={t('shell.places')}>
      <NavLink to="/" className={atInbox ? 'active' : ''} aria-current={atInbox ? 'page' : undefined}>
        <Badge count={waiting} size="small" overflowCount={999}>
          <InboxOutlined aria-hidden="true" />
        </Badge>
        {t(me?.kind === 'resident' ? 'list.reported' : 'inbox.title')}
      </NavLink>
      {isStaff && (
        <>
          <Place to="/map" icon={<GlobalOutlined aria-hidden="true" />} name={t('shell.map')} />
          <Place to="/grids" icon={<AppstoreOutlined aria-hidden="true" />} name={t('shell.grids')} />
          <Place to="/units" icon={<ApartmentOutlined aria-hidden="true" />} name={t('shell.units')} />
        </>
      )}
      {me?.duties.includes('administration') && (
        <Place to="/admin" icon={<SettingOutlined aria-hidden="true" />} name={t('shell.administration')} />
      )}
    </nav>
  )
}

const Place = ({ to, icon, name }: { to: string; icon: ReactNode; name: string }) => (
  <NavLink to={to}>
    {icon}
    {name}
  </NavLink>
)
