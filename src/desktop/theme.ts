import { Button, Chip, createTheme, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = [
  '#e6f6f3',
  '#cdeae4',
  '#9fd6cb',
  '#6cc0b0',
  '#43ab99',
  '#26978a',
  '#12837a',
  '#0a6f67',
  '#075b55',
  '#044741',
]

const slate: MantineColorsTuple = [
  '#f5f6f7',
  '#eceef0',
  '#dfe3e6',
  '#cdd3d8',
  '#b4bcc3',
  '#8f99a3',
  '#67727d',
  '#4b555f',
  '#323a42',
  '#1b2127',
]

const night: MantineColorsTuple = [
  '#e6eaed',
  '#b9c1c9',
  '#98a2ac',
  '#737e89',
  '#3a434b',
  '#2c343b',
  '#21282e',
  '#181d21',
  '#121619',
  '#0c0f11',
]

/** The look of the desk: quiet neutrals and one green; the fonts are those of the system, so nothing is fetched. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, gray: slate, dark: night },
  defaultRadius: 8,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { fw: 550 } }),
    Chip: Chip.extend({ defaultProps: { variant: 'outline' } }),
  },
  focusRing: 'auto',
})
