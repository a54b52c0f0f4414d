import { forwardRef, useState } from 'react'
import type { TrustedDevice } from '../../client/types.js'
import { useMessages } from '../../hooks/useMessages.js'
import { useRemoveTrustedDevice } from '../../hooks/useRemoveTrustedDevice.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { useTrustedDevices } from '../../hooks/useTrustedDevices.js'
import { formatDate } from '../../internal/format-date.js'
import {
  AccountList,
  type AccountListPart,
  type AccountListProps,
  useConclude,
} from '../MfaCredentialManager/AccountList.js'
import { ConfirmDialog } from '../MfaCredentialManager/ConfirmDialog.js'
import { Button, Icon } from '../ui/index.js'

/** The parts of `TrustedDeviceManager` that take a class name of their own. */
export type TrustedDeviceManagerPart = AccountListPart

export interface TrustedDeviceManagerProps extends AccountListProps {
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
}

/**
 * The devices that may skip the second factor: lists and revokes them, behind a step-up where the server asks for
 * one. Renders nothing where the tenant has trusted devices off.
 *
 * @example
 * <TrustedDeviceManager />
 */
export const TrustedDeviceManager = /* @__PURE__ */ forwardRef<HTMLElement, TrustedDeviceManagerProps>(
  function TrustedDeviceManager({ action, ...rest }, ref) {
    const { t } = useMessages()
    const config = useTenantConfig()
    const isOn = config.data?.rbaEnabled !== false
    const query = useTrustedDevices({ enabled: isOn && !config.isPending })
    if (!isOn || !query.isAvailable || config.isPending) return null

    return (
      <AccountList
        {...rest}
        rootRef={ref}
        component="trusted-device-manager"
        query={query}
        texts={{
          title: t('devices.title'),
          intro: t('devices.intro'),
          loading: t('devices.loading'),
          locked: t('devices.locked'),
          show: t('devices.show'),
          empty: t('devices.empty'),
        }}
        items={query.data?.map((device) => (
          <DeviceItem
            key={device.id}
            device={device}
            action={action}
            className={rest.classNames?.item}
            unstyled={rest.unstyled}
          />
        ))}
      />
    )
  },
)

interface DeviceItemProps {
  device: TrustedDevice
  action: string | undefined
  className: string | undefined
  unstyled: boolean | undefined
}

function DeviceItem({ device, action, className, unstyled }: DeviceItemProps) {
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
  const isolated = { device: `\u2068${name}\u2069` }
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
      <ConfirmDialog
        open={isAsking}
        onDismiss={close}
        question={t('devices.removeQuestion', isolated)}
        confirmLabel={t('devices.remove')}
        keepLabel={t('devices.keep')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id: device.id })}
        unstyled={unstyled}
      >
        <p>{t('devices.removeHint')}</p>
      </ConfirmDialog>
    </li>
  )
}
