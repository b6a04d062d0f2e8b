/**
 * What every Chromium and Electron of the tests starts with: addresses in plain sight, since
 * nothing in a namespace answers mDNS, and no packet that we did not ask for. A second
 * `--disable-features` replaces the first, so this one also names the features that Playwright
 * switches off and that matter here.
 */
export const browserFlags: readonly string[] = [
  '--disable-features=WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints,PaintHolding,' +
    'HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,DestroyProfileOnBrowserClose,' +
    'NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
]
