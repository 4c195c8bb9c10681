/** 外观 — the tokens of the look, set once: for the component library and, as custom properties, for our own styles. */
import { type ThemeConfig, theme } from 'antd'

export type Palette = Readonly<Record<`--${string}`, string>>

const light = {
  '--ink': '#1c2733',
  '--ink2': '#5a6673',
  '--ink3': '#66717d',
  '--line': '#e6e8eb',
  '--edge': '#c3c9cf',
  '--paper': '#f6f7f8',
  '--card': '#ffffff',
  '--raised': '#ffffff',
  '--lake': '#0f6b6b',
  '--lake-fill': '#0f6b6b',
  '--lake-soft': '#e4f1f0',
  '--green': '#2b7549',
  '--green-soft': '#e6f3ea',
  '--amber': '#8a5700',
  '--amber-soft': '#fdf3df',
  '--red': '#c0362c',
  '--red-soft': '#fbe9e7',
  '--blue': '#2b5fa8',
  '--blue-soft': '#e7eef8',
} as const satisfies Palette

/** Light text on dark ground keeps 4.5:1; the soft grounds are the same hues, turned down. */
const dark = {
  '--ink': '#e4e9ee',
  '--ink2': '#abb6c0',
  '--ink3': '#97a3ae',
  '--line': '#2e363e',
  '--edge': '#4a545e',
  '--paper': '#14191e',
  '--card': '#1b2127',
  '--raised': '#283038',
  '--lake': '#6cc5c1',
  '--lake-fill': '#17797a',
  '--lake-soft': '#173433',
  '--green': '#7cc799',
  '--green-soft': '#1a3325',
  '--amber': '#e3b25c',
  '--amber-soft': '#3a2e16',
  '--red': '#f0938a',
  '--red-soft': '#42221f',
  '--blue': '#92b8ec',
  '--blue-soft': '#1f2f47',
} as const satisfies Palette

export const paletteOf = (isDark: boolean): Record<keyof typeof light, string> => (isDark ? dark : light)

export function themeOf(isDark: boolean): ThemeConfig {
  const p = paletteOf(isDark)
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p['--lake-fill'],
      colorLink: p['--lake'],
      colorText: p['--ink'],
      colorTextSecondary: p['--ink2'],
      colorTextTertiary: p['--ink3'],
      colorTextDescription: p['--ink2'],
      colorTextPlaceholder: p['--ink3'],
      colorBgLayout: p['--paper'],
      colorBgContainer: p['--card'],
      colorBgElevated: p['--raised'],
      colorBorder: p['--edge'],
      colorBorderSecondary: p['--line'],
      colorSuccess: p['--green'],
      colorWarning: p['--amber'],
      colorError: p['--red'],
      colorInfo: p['--blue'],
      colorSuccessBg: p['--green-soft'],
      colorWarningBg: p['--amber-soft'],
      colorErrorBg: p['--red-soft'],
      colorInfoBg: p['--blue-soft'],
      borderRadius: 8,
      borderRadiusLG: 12,
      fontSize: 14,
      lineHeight: 1.6,
      fontFamily: 'var(--font)',
      fontFamilyCode: 'var(--mono)',
      boxShadow: 'none',
      // Old machines; and whoever asked their system for stillness gets it.
      motion: false,
    },
    components: {
      Button: {
        ...{ primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
        ...{ defaultHoverColor: p['--lake'], defaultHoverBorderColor: p['--lake'] },
        ...{ defaultActiveColor: p['--lake'], defaultActiveBorderColor: p['--lake'] },
      },
      Alert: { defaultPadding: '8px 12px', withDescriptionPadding: '10px 14px', withDescriptionIconSize: 16 },
      Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    },
  }
}
