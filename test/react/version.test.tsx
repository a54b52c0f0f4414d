import { render, screen } from '@testing-library/react'
import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { useForm } from 'react-hook-form'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

it('runs on the React that this project promises to test', () => {
  const promised = process.env['EXPECTED_REACT'] ?? packageJson.devDependencies.react
  expect([version, domVersion]).toEqual([promised, promised])
})

it('gives the same React to the libraries around the kit', () => {
  render(<Form />)
  expect(screen.getByRole('textbox', { name: 'Number' })).toBeInTheDocument()
})

function Form() {
  const { register } = useForm()
  return (
    <label>
      Number <input {...register('number')} />
    </label>
  )
}
