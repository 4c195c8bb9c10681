import { lazy, Suspense } from 'react'
import { createBrowserRouter } from 'react-router'
import { LoadingPane } from '../kernel/state-pane.tsx'
import { Desk } from './desk.tsx'
import { Broken, NothingChosen, NotThere } from './panes.tsx'
import { Shell } from './shell.tsx'

const MatterPage = lazy(() => import('../matter/matter-page.tsx'))
const ReportPage = lazy(() => import('../matter/report-page.tsx'))

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
          { index: true, element: <NothingChosen /> },
          { path: 'matters/:id', element: late(<MatterPage />) },
        ],
      },
      { path: 'report', element: late(<ReportPage />) },
      { path: '*', element: <NotThere /> },
    ],
  },
])
