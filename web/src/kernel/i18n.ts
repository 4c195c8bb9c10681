/** 语言 — Chinese first, English complete; every word on screen comes from the message files. */
import administrationEn from '@huying/contract/messages/administration.en.json'
import administrationZh from '@huying/contract/messages/administration.zh.json'
import attachmentEn from '@huying/contract/messages/attachment.en.json'
import attachmentZh from '@huying/contract/messages/attachment.zh.json'
import en from '@huying/contract/messages/desk.en.json'
import zh from '@huying/contract/messages/desk.zh.json'
import listEn from '@huying/contract/messages/list.en.json'
import listZh from '@huying/contract/messages/list.zh.json'
import mapEn from '@huying/contract/messages/map.en.json'
import mapZh from '@huying/contract/messages/map.zh.json'
import matterPageEn from '@huying/contract/messages/matter-page.en.json'
import matterPageZh from '@huying/contract/messages/matter-page.zh.json'
import placeEn from '@huying/contract/messages/place.en.json'
import placeZh from '@huying/contract/messages/place.zh.json'
import reportEn from '@huying/contract/messages/report.en.json'
import reportZh from '@huying/contract/messages/report.zh.json'
import searchEn from '@huying/contract/messages/search.en.json'
import searchZh from '@huying/contract/messages/search.zh.json'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Locale = 'zh' | 'en'

const KEY = 'huying.locale'

export const locale = (): Locale => (i18next.language === 'en' ? 'en' : 'zh')

export function startLanguage(): void {
  const chosen = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  void i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: 'zh',
    resources: {
      zh: {
        translation: {
          ...zh,
          ...attachmentZh,
          ...administrationZh,
          ...listZh,
          ...mapZh,
          ...matterPageZh,
          ...placeZh,
          ...reportZh,
          ...searchZh,
        },
      },
      en: {
        translation: {
          ...en,
          ...attachmentEn,
          ...administrationEn,
          ...listEn,
          ...mapEn,
          ...matterPageEn,
          ...placeEn,
          ...reportEn,
          ...searchEn,
        },
      },
    },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  })
  showLanguage(chosen)
}

export function chooseLanguage(next: Locale): void {
  localStorage.setItem(KEY, next)
  void i18next.changeLanguage(next)
  showLanguage(next)
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
