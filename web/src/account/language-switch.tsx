import { Button } from 'antd'
import { chooseLanguage, useLocale } from '../kernel/i18n.ts'

/** Each language is named in itself, so that whoever needs it can read it. */
const names = { zh: '中文', en: 'English' }

export function LanguageSwitch() {
  const other = useLocale() === 'zh' ? 'en' : 'zh'
  return (
    <Button
      type="text"
      size="small"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => chooseLanguage(other)}
    >
      {names[other]}
    </Button>
  )
}
