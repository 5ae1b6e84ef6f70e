import { Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconBell,
  IconBellOff,
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlayerPause,
  IconSelector,
  IconSun,
} from '@tabler/icons-react'
import { useNotificationPermission } from '../desk/system-notification.ts'
import { useSession } from '../session.tsx'
import { type Language, languageNames, rememberLanguage } from '../words/pick-language.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './frame.module.css'
import { useLessMotion } from './less-motion.ts'
import { openShortcutList } from './shortcuts.tsx'

const schemes = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const
type Scheme = keyof typeof schemes

export function AccountMenu() {
  const { me, signOut } = useSession()
  const { words } = useWords()
  return (
    <Menu position="top-start" width={264} shadow="md">
      <Menu.Target>
        <button type="button" className={styles.account} aria-label={words.account.menu}>
          <span className={styles.initial} aria-hidden="true">
            {[...me.account.name][0]}
          </span>
          <span className={styles.accountName}>
            <bdi>{me.account.name}</bdi>
            <small>{words.account.roles[me.account.role]}</small>
          </span>
          <IconSelector size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems />
        <SchemeItems />
        <MotionItem />
        <Menu.Divider />
        {me.account.role !== 'auditor' && <DeskItems />}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {words.account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What only whoever has a desk has a use for. */
function DeskItems() {
  const { words } = useWords()
  return (
    <>
      <NotificationItem />
      <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcutList} rightSection="?">
        {words.account.shortcuts}
      </Menu.Item>
      <Menu.Divider />
    </>
  )
}

function LanguageItems() {
  const { me, ask, renew } = useSession()
  const { words, language } = useWords()
  const speak = (chosen: Language) => {
    rememberLanguage(chosen)
    renew({ ...me, account: { ...me.account, language: chosen } })
    ask('changeMe', { body: { language: chosen } }).catch(() => {
      // The page speaks it already, and remembers; the account follows at the next choice.
    })
  }
  return (
    <>
      <Menu.Label>{words.account.language}</Menu.Label>
      {(Object.keys(languageNames) as Language[]).map((one) => (
        <Menu.Item key={one} lang={one} onClick={() => speak(one)} rightSection={tick(one === language)}>
          {languageNames[one]}
        </Menu.Item>
      ))}
    </>
  )
}

function SchemeItems() {
  const { words } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>{words.account.scheme}</Menu.Label>
      {(Object.keys(schemes) as Scheme[]).map((one) => {
        const Icon = schemes[one]
        return (
          <Menu.Item
            key={one}
            leftSection={<Icon size={16} />}
            rightSection={tick(one === colorScheme)}
            onClick={() => setColorScheme(one)}
          >
            {words.account.schemes[one]}
          </Menu.Item>
        )
      })}
    </>
  )
}

function MotionItem() {
  const { words } = useWords()
  const { less, toggle } = useLessMotion()
  return (
    <Menu.Item leftSection={<IconPlayerPause size={16} />} rightSection={tick(less)} onClick={toggle}>
      {words.account.lessMotion}
    </Menu.Item>
  )
}

function NotificationItem() {
  const { words } = useWords()
  const { permission, request } = useNotificationPermission()
  if (permission === 'unsupported') return null
  if (permission === 'default') {
    return (
      <Menu.Item leftSection={<IconBell size={16} />} onClick={request}>
        {words.account.notifications}
      </Menu.Item>
    )
  }
  const Icon = permission === 'granted' ? IconBell : IconBellOff
  return (
    <Menu.Item leftSection={<Icon size={16} />} disabled>
      {permission === 'granted' ? words.account.notificationsOn : words.account.notificationsBlocked}
    </Menu.Item>
  )
}

function tick(chosen: boolean) {
  return chosen ? <IconCheck size={15} aria-hidden /> : null
}
