import { lazy, Suspense } from 'react'
import { createBrowserRouter } from 'react-router'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { Overview } from '../matter/list/overview.tsx'
import { loadMatterPage, prefetchMatters } from '../matter/prefetch.ts'
import { Desk } from './desk.tsx'
import { Broken, NotThere } from './panes.tsx'
import { Shell } from './shell.tsx'

const MatterPage = lazy(loadMatterPage)
prefetchMatters()
const SearchPage = lazy(() => import('../insight/search-page.tsx'))
const GridsPage = lazy(() => import('../matter/place/grids-page.tsx'))
const GridPage = lazy(() => import('../matter/place/grid-page.tsx'))
const UnitsPage = lazy(() => import('../matter/place/units-page.tsx'))
const UnitPage = lazy(() => import('../matter/place/unit-page.tsx'))
const MapPage = lazy(() => import('../map/map-page.tsx'))
const ReportPage = lazy(() => import('../matter/report/page.tsx'))

const AdministrationPage = lazy(() => import('../administration/administration-page.tsx'))
const LeavePage = lazy(() => import('../administration/leave-page.tsx'))

const late = (page: React.ReactNode) => <Suspense fallback={<LoadingPane />}>{page}</Suspense>

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <Broken />,
    children: [
      {
        element: <Desk />,
        children: [
          { index: true, element: <Overview /> },
          { path: 'matters/:id', element: late(<MatterPage />) },
        ],
      },
      { path: 'search', element: late(<SearchPage />) },
      { path: 'map', element: late(<MapPage />) },
      { path: 'report', element: late(<ReportPage />) },
      { path: 'grids', element: late(<GridsPage />) },
      { path: 'grids/:code', element: late(<GridPage />) },
      { path: 'units', element: late(<UnitsPage />) },
      { path: 'units/:id', element: late(<UnitPage />) },
      { path: 'admin/*', element: late(<AdministrationPage />) },
      { path: 'leave', element: late(<LeavePage />) },
      { path: '*', element: <NotThere /> },
    ],
  },
])
