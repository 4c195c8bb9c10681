/** 语言 — Chinese first, English complete; every word on screen comes from the message files. */
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Locale = 'zh' | 'en'

const KEY = 'huying.locale'

export const locale = (): Locale => (i18next.language === 'en' ? 'en' : 'zh')

/** Only what is shown is loaded: the words of both languages are a tenth of all script. */
const words = {
  zh: () => import('./messages.zh.ts'),
  en: () => import('./messages.en.ts'),
}

async function load(language: Locale): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  i18next.addResourceBundle(language, 'translation', (await words[language]()).default)
}

/** Resolves once the words are there. */
export async function startLanguage(): Promise<void> {
  const chosen = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: false,
    resources: {},
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  })
  await load(chosen)
  showLanguage(chosen)
}

export function chooseLanguage(next: Locale): void {
  localStorage.setItem(KEY, next)
  // The old words stay until the new ones are there.
  void load(next).then(async () => {
    await i18next.changeLanguage(next)
    showLanguage(next)
  })
}

function showLanguage(next: Locale): void {
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

export function useLocale(): Locale {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

type Words = { readonly zh: string; readonly en?: string | undefined }

/** Picks the language of the screen from a text of the pack, which may lack English. */
export function useWords(): (words: Words) => string {
  const language = useLocale()
  return (words) => (language === 'en' ? (words.en ?? words.zh) : words.zh)
}
