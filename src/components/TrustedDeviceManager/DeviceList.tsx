import { memo, useState } from 'react'
import type { TrustedDevice } from '../../client/types.js'
import type { AccountQueryResult } from '../../hooks/useAccountQuery.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useRemoveTrustedDevice } from '../../hooks/useRemoveTrustedDevice.js'
import { formatDate } from '../../internal/format-date.js'
import { isolate } from '../../internal/isolate.js'
import { AccountList, useConclude } from '../MfaCredentialManager/AccountList.js'
import { ConfirmDialog } from '../MfaCredentialManager/ConfirmDialog.js'
import { Button, Icon } from '../ui/index.js'
import type { TrustedDeviceManagerProps } from './TrustedDeviceManager.js'

interface DeviceListProps extends TrustedDeviceManagerProps {
  query: AccountQueryResult<TrustedDevice[]>
}

/** The inside of `TrustedDeviceManager`. */
export function DeviceList({ query, action, headingLevel, classNames, unstyled }: DeviceListProps) {
  const { t } = useMessages()
  return (
    <AccountList
      headingLevel={headingLevel}
      classNames={classNames}
      query={query}
      texts={{
        title: t('devices.title'),
        intro: t('devices.intro'),
        locked: t('devices.locked'),
        show: t('devices.show'),
        empty: t('devices.empty'),
      }}
      items={query.data?.map((device) => (
        <DeviceItem
          key={device.id}
          device={device}
          action={action}
          className={classNames?.item}
          unstyled={unstyled}
        />
      ))}
    />
  )
}

interface DeviceItemProps {
  device: TrustedDevice
  action: string | undefined
  className: string | undefined
  unstyled: boolean | undefined
}

/** Drawn again only when it changed. */
const DeviceItem = /* @__PURE__ */ memo(function DeviceItem(props: DeviceItemProps) {
  const { device, action, className, unstyled } = props
  const { t, locale } = useMessages()
  const conclude = useConclude()
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)
  const { createdAt, metadata } = device
  const { deviceName, operatingSystem, deviceClass = '' } = metadata
  const name =
    [...new Set([deviceName, operatingSystem])].filter(Boolean).join(' · ') ||
    deviceClass ||
    t('devices.unknown')
  const isolated = { device: isolate(name) }
  const remove = useRemoveTrustedDevice({
    ...(action !== undefined && { action }),
    onSuccess: () => conclude(t('devices.removed'), close),
  })

  return (
    <li data-part="item" className={className}>
      <Icon name={/phone|mobile|tablet/i.test(`${deviceClass} ${deviceName}`) ? 'phone' : 'device'} />
      <div data-part="item-content">
        <p data-part="item-title">
          <bdi>{name}</bdi>
        </p>
        {createdAt !== undefined && (
          <p data-part="hint">{t('devices.addedOn', { date: formatDate(createdAt, locale) })}</p>
        )}
      </div>
      <div data-part="item-actions">
        <Button
          variant="ghost"
          aria-label={t('devices.removeNamed', isolated)}
          onClick={() => {
            if (!remove.isPending) remove.reset()
            setIsAsking(true)
          }}
        >
          {t('devices.remove')}
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog
          onDismiss={close}
          question={t('devices.removeQuestion', isolated)}
          confirmLabel={t('devices.remove')}
          keepLabel={t('devices.keep')}
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutateAsync({ id: device.id })}
          unstyled={unstyled}
        >
          <p>{t('devices.removeHint')}</p>
        </ConfirmDialog>
      )}
    </li>
  )
})
