import { useTranslation } from 'react-i18next'
import { useMe } from '../account/use-me.ts'
import { useCatalogue } from '../catalogue/use-catalogue.ts'
import { useWords } from '../kernel/i18n.ts'

/** From the city down to the territory of my first post. */
export function Crumb() {
  const { t } = useTranslation()
  const words = useWords()
  const { jurisdiction } = useCatalogue()
  const post = useMe().data?.posts[0]
  const city = words(jurisdiction.name)
  const territory = post ? words(post.territory.name) : city
  return (
    <nav className="crumb" aria-label={t('shell.territory')}>
      {territory !== city && (
        <>
          {city}
          <i aria-hidden="true">/</i>
        </>
      )}
      <b>{territory}</b>
    </nav>
  )
}
