import type AxeCore from 'axe-core'

declare global {
  interface Window {
    axe: typeof AxeCore
  }
}

/** What is wrong with the page as it stands. Runs in the browser, so that it may use nothing from outside. */
export async function inspect(): Promise<string[]> {
  const findings: string[] = []
  const page = document.documentElement
  const slack = 1

  const nameOf = (element: Element) => {
    const part = element.getAttribute('data-part') ?? element.getAttribute('data-component')
    const text = (element.textContent ?? '').trim().slice(0, 40)
    return `${element.tagName.toLowerCase()}${part === null ? '' : `[${part}]`} “${text}”`
  }

  const color = getComputedStyle(page).getPropertyValue('--stepup-color-accent')
  if (!CSS.supports('color', color)) findings.push(`the theme has no colours: “${color}”`)

  if (page.scrollWidth > window.innerWidth + slack)
    findings.push(`horizontal scroll: ${page.scrollWidth} > ${window.innerWidth}`)
  for (const dialog of document.querySelectorAll('dialog[open], dialog[open] [data-part=panel]')) {
    if (dialog.scrollWidth > dialog.clientWidth + slack)
      findings.push(`horizontal scroll in ${nameOf(dialog)}`)
  }

  const isHidden = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true
    for (let one: Element | null = element; one !== null; one = one.parentElement) {
      const { clipPath, position } = getComputedStyle(one)
      // What only screen readers get.
      if (clipPath.startsWith('inset(50%') && position === 'absolute') return true
      if (one.hasAttribute('inert') || one.tagName === 'SELECT') return true
    }
    return false
  }

  const walker = document.createTreeWalker(
    document.querySelector('main') ?? document.body,
    NodeFilter.SHOW_TEXT,
  )
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || (node.textContent ?? '').trim() === '' || isHidden(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    if (text.width === 0) continue
    const isBehind =
      document.querySelector('dialog[open]') !== null && element.closest('dialog[open]') === null
    if (!isBehind && (text.left < -slack || text.right > window.innerWidth + slack))
      findings.push(`text outside the page: ${nameOf(element)}`)
    for (let box: Element | null = element; box !== null && box.tagName !== 'MAIN'; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box)
      const edge = box.getBoundingClientRect()
      const isWide = text.left < edge.left - slack || text.right > edge.right + slack
      const isTall = text.top < edge.top - slack || text.bottom > edge.bottom + slack
      const holds = box.matches(
        'button, [data-part=option], [data-part=slot], [data-part=item], [data-component]',
      )
      if ((isWide && (overflowX !== 'visible' || holds)) || (isTall && /hidden|clip/.test(overflowY)))
        findings.push(`text cut off: ${nameOf(element)} in ${nameOf(box)}`)
    }
  }

  const { violations } = await window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
    // Its only use is a rule about style sheets of elsewhere, and it costs a request for each.
    preload: false,
  })
  for (const { id, nodes } of violations)
    for (const { target, failureSummary = '' } of nodes.slice(0, 3))
      findings.push(`axe ${id}: ${String(target)} ${failureSummary.replace(/\s+/g, ' ')}`)
  return [...new Set(findings)]
}
