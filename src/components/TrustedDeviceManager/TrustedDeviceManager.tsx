import { forwardRef } from 'react'
import { useMessages } from '../../hooks/useMessages.js'
import { useTenantConfig } from '../../hooks/useTenantConfig.js'
import { useTrustedDevices } from '../../hooks/useTrustedDevices.js'
import { onDemand } from '../../internal/on-demand.js'
import {
  AccountFrame,
  type AccountFrameProps,
  type AccountListPart,
} from '../MfaCredentialManager/AccountFrame.js'

/** The parts of `TrustedDeviceManager` that take a class name of their own. */
export type TrustedDeviceManagerPart = AccountListPart

export interface TrustedDeviceManagerProps extends AccountFrameProps {
  /** Free text that matches an MFA template of the tenant. */
  action?: string | undefined
}

const list = /* @__PURE__ */ onDemand(() => import('./DeviceList.js'))

/**
 * The devices that may skip the second factor: lists and revokes them, behind a step-up where the server asks for
 * one. Renders nothing where the tenant has trusted devices off.
 *
 * @example
 * <TrustedDeviceManager />
 */
export const TrustedDeviceManager = /* @__PURE__ */ forwardRef<HTMLElement, TrustedDeviceManagerProps>(
  function TrustedDeviceManager(props, ref) {
    const { action, headingLevel, ...root } = props
    const { t } = useMessages()
    const config = useTenantConfig()
    const isOn = config.data?.rbaEnabled !== false
    const query = useTrustedDevices({ enabled: isOn && !config.isPending })
    if (!isOn || !query.isAvailable || config.isPending) return null

    return (
      <AccountFrame
        {...root}
        rootRef={ref}
        component="trusted-device-manager"
        name={t('devices.title')}
        loadingText={t('devices.loading')}
        isLoading={query.isPending}
        source={list}
      >
        {({ DeviceList }) => <DeviceList {...props} query={query} />}
      </AccountFrame>
    )
  },
)
