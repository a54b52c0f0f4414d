import { useState } from 'react'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'

it('the engine gives real pointer and keyboard input to React', async () => {
  const screen = await render(<Doubled />)
  await userEvent.click(screen.getByRole('textbox', { name: 'Number' }))
  await userEvent.keyboard('21')
  await userEvent.click(screen.getByRole('button', { name: 'Double' }))
  await expect.element(screen.getByRole('status')).toHaveTextContent('42')
})

function Doubled() {
  const [value, setValue] = useState('')
  const [result, setResult] = useState<number>()
  return (
    <>
      <label>
        Number <input value={value} onChange={(event) => setValue(event.target.value)} />
      </label>
      <button type="button" onClick={() => setResult(Number(value) * 2)}>
        Double
      </button>
      <output>{result}</output>
    </>
  )
}
